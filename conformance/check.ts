/** `make check`: runs TLC on the models of the manifest and judges what it finds. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCheck } from "./check/run-check.ts";
import { projectFolder } from "./project-folder.ts";
import { SetupError } from "./setup-error.ts";

function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      protocol: { type: "string" },
      tier: { type: "string" },
      model: { type: "string" },
      counts: { type: "boolean", default: false },
      spec: { type: "string", default: join(projectFolder, "spec") },
      build: { type: "string", default: join(projectFolder, "build") },
    },
  });
  const { protocol, tier, model } = values;
  return runCheck({
    selection: {
      ...(protocol === undefined ? {} : { protocol }),
      ...(tier === undefined ? {} : { tier }),
      ...(model === undefined ? {} : { model }),
    },
    specFolder: values.spec,
    buildFolder: values.build,
    printCounts: values.counts,
    output: process.stdout,
    variables: process.env,
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (!(error instanceof SetupError) && !isUsage) throw error;
  process.stderr.write(`${error instanceof Error ? error.message : ""}\n`);
  process.exitCode = 2;
}
