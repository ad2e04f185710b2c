/** `make check`: runs TLC on the models of the manifest and judges what it finds. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCheck } from "./check/run-check.ts";
import { runToExit, selectionOf, selectionOptions } from "./command-line.ts";
import { projectFolder } from "./project-folder.ts";

await runToExit(() => {
  const { values } = parseArgs({
    options: {
      ...selectionOptions,
      counts: { type: "boolean", default: false },
      spec: { type: "string", default: join(projectFolder, "spec") },
      build: { type: "string", default: join(projectFolder, "build") },
    },
  });
  return runCheck({
    selection: selectionOf(values),
    specFolder: values.spec,
    buildFolder: values.build,
    printCounts: values.counts,
    output: process.stdout,
    variables: process.env,
  });
});
