/** `make explore`: checks the properties of the protocols on the step functions themselves, where TLC cannot follow. */
import { parseArgs } from "node:util";
import { protocols } from "./protocols.ts";
import { SetupError } from "./setup-error.ts";
import { runExplorations } from "./suite/run-explorations.ts";

function main(): number {
  const { values } = parseArgs({
    options: { protocol: { type: "string" }, tier: { type: "string" }, model: { type: "string" } },
  });
  const { protocol, tier, model } = values;
  return runExplorations({
    protocols,
    choice: {
      ...(protocol === undefined ? {} : { protocol }),
      ...(tier === undefined ? {} : { tier }),
      ...(model === undefined ? {} : { model }),
    },
    output: process.stdout,
    variables: process.env,
  });
}

try {
  process.exitCode = main();
} catch (error) {
  const isUsage = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (!(error instanceof SetupError) && !isUsage) throw error;
  process.stderr.write(`${error instanceof Error ? error.message : ""}\n`);
  process.exitCode = 2;
}
