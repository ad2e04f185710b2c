import { runToExit } from "./command-line.ts";
import { processEnvironment } from "./tlc/environment.ts";
import { findToolchain } from "./tlc/toolchain.ts";
import { tlcVersion } from "./tlc/version.ts";

/** `make setup`: finds or fetches Java and TLC, and prints what it found. */
async function main(): Promise<number> {
  const environment = processEnvironment((line) => process.stderr.write(`${line}\n`));
  const toolchain = await findToolchain(environment);
  const [javaVersion = ""] = toolchain.java.description.split("\n");
  const lines = [
    `node     ${process.version}`,
    `java     ${javaVersion} (${toolchain.java.path})`,
    `TLC      ${await tlcVersion(toolchain)} (${toolchain.jar.path})`,
    `SHA-256  ${toolchain.jar.sha256}`,
    `archive  ${toolchain.classArchive ?? "none: TLC starts a little more slowly"}`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}

await runToExit(main);
