/** `make demo`: breaks a guard in a copy of the project, and shows that the comparison with TLC's graph finds it. */
import { parseArgs } from "node:util";
import { runToExit } from "./command-line.ts";
import { runDemo } from "./demo/run-demo.ts";
import { projectFolder } from "./project-folder.ts";

await runToExit(() => {
  parseArgs({ options: {} });
  return runDemo({ projectFolder, output: process.stdout, variables: process.env });
});
