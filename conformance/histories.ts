/** `make histories`: judges what clients saw of systems in the simulator, beside Porcupine. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runToExit, wholeNumber } from "./command-line.ts";
import { everyRecorded } from "./histories/every.ts";
import { runHistories } from "./histories/run-histories.ts";
import { projectFolder } from "./project-folder.ts";

const options = { protocol: { type: "string" }, seed: { type: "string" }, runs: { type: "string" } } as const;

await runToExit(() => {
  const { values } = parseArgs({ options });
  // A seed alone is one run, to be looked at.
  const runs = values.runs ?? (values.seed === undefined ? "350" : "1");
  return runHistories({
    recorded: everyRecorded,
    name: values.protocol,
    seeds: { first: wholeNumber("SEED", values.seed ?? "1"), count: wholeNumber("RUNS", runs) },
    buildFolder: join(projectFolder, "build"),
    output: process.stdout,
    variables: process.env,
  });
});
