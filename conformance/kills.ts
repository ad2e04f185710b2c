/** `make kills`: shows that each property of each specification is violated by some model with a mistake in it. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runToExit } from "./command-line.ts";
import { runKills } from "./kills/run-kills.ts";
import { projectFolder } from "./project-folder.ts";

await runToExit(() => {
  const { values } = parseArgs({ options: { protocol: { type: "string" } } });
  return runKills({
    protocol: values.protocol,
    specFolder: join(projectFolder, "spec"),
    buildFolder: join(projectFolder, "build"),
    output: process.stdout,
    variables: process.env,
  });
});
