/** `make soak`: simulated runs on all cores, as many as one likes. It goes on where it was interrupted. */
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runToExit, wholeNumber } from "./command-line.ts";
import { projectFolder } from "./project-folder.ts";
import { simulatedProtocols } from "./simulation/protocols.ts";
import { runSoak } from "./simulation/run-soak.ts";
import { processRunner } from "./simulation/workers.ts";
import { protocolsNamed } from "./suite/chosen.ts";
import { digestOf } from "./tlc/digest.ts";

const options = { protocol: { type: "string" }, seed: { type: "string" }, runs: { type: "string" } } as const;

/** Some seconds of work, so that little is lost, and little is said. */
const size = 200;

await runToExit(() => {
  const { values } = parseArgs({ options });
  const seeds = {
    first: wholeNumber("SEED", values.seed ?? "1"),
    count: wholeNumber("RUNS", values.runs ?? "1000000"),
  };
  const protocols = protocolsNamed(simulatedProtocols, values.protocol).map(({ name }) => name);
  const runners = Array.from({ length: availableParallelism() }, processRunner);
  return runSoak({
    protocols,
    seeds,
    size,
    sources: digestOfSources(),
    runners,
    buildFolder: join(projectFolder, "build"),
    output: process.stdout,
    variables: process.env,
  });
});

/** Whatever is no test decides what a seed does, or may. */
function digestOfSources(): string {
  const files = ["src", "conformance"].flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(file))
      .map((file) => join(folder, file)),
  );
  return digestOf(
    files
      .sort()
      .map((file) => digestOf(readFileSync(join(projectFolder, file))))
      .join(),
  );
}
