import { SetupError } from "../setup-error.ts";
import { runCommand } from "./command.ts";
import type { Environment } from "./environment.ts";
import { languageArguments, withLanguage } from "./language.ts";
import { archiveArguments } from "./request.ts";
import type { Toolchain } from "./toolchain.ts";

/** What TLC says of itself, "2.18 of 20 March 2023", or `undefined` if it does not start with this tool chain. */
export async function askTlc(
  toolchain: Toolchain,
  variables: Environment["variables"] = process.env,
): Promise<string | undefined> {
  const args = [
    "-XX:+UseSerialGC",
    ...languageArguments,
    ...archiveArguments(toolchain),
    "-cp",
    toolchain.jar.path,
    "tlc2.TLC",
    "-h",
  ];
  const result = await runCommand(toolchain.java.path, args, withLanguage(variables), 60);
  return /Version (.*)$/m.exec(result.text)?.[1]?.trim();
}

/** Asks TLC itself, which also shows that this Java can run it, as every check does. */
export async function tlcVersion(toolchain: Toolchain): Promise<string> {
  const version = await askTlc(toolchain);
  if (version === undefined) {
    throw new SetupError(`${toolchain.jar.path} does not run as TLC under ${toolchain.java.path}`);
  }
  return version;
}
