/** `make show`: the counterexample of a model, as steps and as a sequence diagram. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runToExit, selectionOf } from "./command-line.ts";
import { projectFolder } from "./project-folder.ts";
import { protocols } from "./protocols.ts";
import { runShow } from "./show/run-show.ts";

await runToExit(() => {
  const { values } = parseArgs({
    options: {
      protocol: { type: "string" },
      model: { type: "string" },
      spec: { type: "string", default: join(projectFolder, "spec") },
      build: { type: "string", default: join(projectFolder, "build") },
    },
  });
  return runShow({
    selection: selectionOf(values),
    specFolder: values.spec,
    buildFolder: values.build,
    twins: new Set(protocols.flatMap(({ twins }) => twins.map(({ name }) => name))),
    output: process.stdout,
    progress: process.stderr,
    variables: process.env,
  });
});
