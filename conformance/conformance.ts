/** `make conformance`: shows that the step functions' behaviour is the specification's. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DumpError } from "./engine/dump-reader.ts";
import { BehaviourError } from "./engine/states-file.ts";
import { projectFolder } from "./project-folder.ts";
import { protocols } from "./protocols.ts";
import { SetupError } from "./setup-error.ts";
import { runSuite } from "./suite/run-suite.ts";

function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      protocol: { type: "string" },
      tier: { type: "string" },
      model: { type: "string" },
      spec: { type: "string", default: join(projectFolder, "spec") },
      build: { type: "string", default: join(projectFolder, "build") },
    },
  });
  const { protocol, tier, model } = values;
  return runSuite({
    protocols,
    choice: {
      ...(protocol === undefined ? {} : { protocol }),
      ...(tier === undefined ? {} : { tier }),
      ...(model === undefined ? {} : { model }),
    },
    specFolder: values.spec,
    buildFolder: values.build,
    output: process.stdout,
    variables: process.env,
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  const isInput = error instanceof SetupError || error instanceof DumpError || error instanceof BehaviourError;
  // A full disk, a folder that may not be written to: the system's own message says which.
  const isSystem = error instanceof Error && "syscall" in error;
  if (!isInput && !isUsage && !isSystem) throw error;
  process.stderr.write(`${error instanceof Error ? error.message : ""}\n`);
  process.exitCode = 2;
}
