/** `make simulate`: runs the protocols in virtual time, under load and faults. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runToExit, wholeNumber } from "./command-line.ts";
import { projectFolder } from "./project-folder.ts";
import { simulatedProtocols } from "./simulation/protocols.ts";
import { runSimulations } from "./simulation/run-simulations.ts";
import { processEnvironment } from "./tlc/environment.ts";
import { findToolchain } from "./tlc/toolchain.ts";

const options = {
  protocol: { type: "string" },
  seed: { type: "string" },
  runs: { type: "string" },
  twins: { type: "boolean" },
} as const;

await runToExit(() => {
  const { values } = parseArgs({ options });
  // A seed alone is one run, to be looked at.
  const runs = values.runs ?? (values.seed === undefined ? "200" : "1");
  return runSimulations({
    protocols: simulatedProtocols,
    protocol: values.protocol,
    seeds: { first: wholeNumber("SEED", values.seed ?? "1"), count: wholeNumber("RUNS", runs) },
    twins: values.twins === true,
    buildFolder: join(projectFolder, "build"),
    projectFolder,
    toolchain: () => findToolchain(processEnvironment((line) => void process.stderr.write(`${line}\n`))),
    output: process.stdout,
    variables: process.env,
  });
});
