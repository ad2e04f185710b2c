/** `make way`: prints the shortest behaviour to a good state that a model denies, or to its violation. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { showWay } from "./check/show-way.ts";
import { runToExit } from "./command-line.ts";
import { projectFolder } from "./project-folder.ts";

await runToExit(() => {
  const { values } = parseArgs({ options: { model: { type: "string" }, to: { type: "string" } } });
  return showWay({
    model: values.model,
    denial: values.to,
    specFolder: join(projectFolder, "spec"),
    output: process.stdout,
    variables: process.env,
  });
});
