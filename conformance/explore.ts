/** `make explore`: checks the properties of the protocols on the step functions themselves, where TLC cannot follow. */
import { parseArgs } from "node:util";
import { protocols } from "./protocols.ts";
import { SetupError } from "./setup-error.ts";
import { runExplorations } from "./suite/run-explorations.ts";

try {
  const { values } = parseArgs({ options: { model: { type: "string" } } });
  process.exitCode = runExplorations({
    protocols,
    model: values.model,
    output: process.stdout,
    variables: process.env,
  });
} catch (error) {
  const isUsage = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (!(error instanceof SetupError) && !isUsage) throw error;
  process.stderr.write(`${error instanceof Error ? error.message : ""}\n`);
  process.exitCode = 2;
}
