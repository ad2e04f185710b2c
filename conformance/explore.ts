/** `make explore`: checks the properties of the protocols on the step functions themselves, where TLC cannot follow. */
import { parseArgs } from "node:util";
import { runToExit, selectionOf, selectionOptions } from "./command-line.ts";
import { protocols } from "./protocols.ts";
import { runExplorations } from "./suite/run-explorations.ts";

await runToExit(() => {
  const { values } = parseArgs({ options: selectionOptions });
  return runExplorations({ protocols, choice: selectionOf(values), output: process.stdout, variables: process.env });
});
