import { SetupError } from "../setup-error.ts";
import { runCommand } from "./command.ts";
import type { Toolchain } from "./toolchain.ts";

/** Asks TLC itself, which also shows that this Java can run it: "2.18 of 20 March 2023". */
export async function tlcVersion(toolchain: Toolchain): Promise<string> {
  const args = ["-XX:+UseSerialGC", "-cp", toolchain.jar.path, "tlc2.TLC", "-h"];
  const result = await runCommand(toolchain.java.path, args, process.env, 60);
  const version = /Version (.*)$/m.exec(result.text)?.[1];
  if (version === undefined) {
    throw new SetupError(`${toolchain.jar.path} does not run as TLC under ${toolchain.java.path}`);
  }
  return version.trim();
}
