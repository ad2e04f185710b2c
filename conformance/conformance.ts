/** `make conformance`: shows that the step functions' behaviour is the specification's. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runToExit, selectionOf, selectionOptions } from "./command-line.ts";
import { projectFolder } from "./project-folder.ts";
import { protocols } from "./protocols.ts";
import { runSuite } from "./suite/run-suite.ts";

await runToExit(() => {
  const { values } = parseArgs({
    options: {
      ...selectionOptions,
      spec: { type: "string", default: join(projectFolder, "spec") },
      build: { type: "string", default: join(projectFolder, "build") },
    },
  });
  return runSuite({
    protocols,
    choice: selectionOf(values),
    specFolder: values.spec,
    buildFolder: values.build,
    output: process.stdout,
    variables: process.env,
  });
});
