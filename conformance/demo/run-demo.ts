/**
 * Breaks a guard in a copy of the project, shows what the comparison says, and puts it back.
 *
 * @module
 */
import { once } from "node:events";
import { join, relative } from "node:path";
import { startOwnProcess } from "../tlc/own-processes.ts";
import * as brokenGuard from "./broken-guard.ts";
import { copyProject } from "./copy.ts";

export interface DemoOptions {
  readonly projectFolder: string;
  readonly output: { write(text: string): unknown };
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** What is run; the guard of the README unless given. */
  readonly commands?: { readonly breaking: string; readonly comparing: string; readonly mending: string };
}

/** Exit code 0 if the broken step functions are told from the specification, and the mended ones equal it. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const { projectFolder, output, variables, commands = brokenGuard } = options;
  const { breaking, comparing, mending } = commands;
  const folder = join(projectFolder, "build", "demo");
  copyProject(projectFolder, folder);
  output.write(`in ${relative(projectFolder, folder)}, a copy of the project:\n\n`);
  const run = (command: string) => runCommand(command, folder, { output, variables });
  const isBroken = (await run(breaking)) === 0 && (await run(comparing)) !== 0;
  const isMended = (await run(mending)) === 0 && (await run(comparing)) === 0;
  output.write(
    isBroken && isMended
      ? "\nThe guard was missing and the comparison said so; it is back, and they are equal.\n"
      : "\nThis is not what was expected: without its guard the code is different, and with it equal.\n",
  );
  return isBroken && isMended ? 0 : 1;
}

async function runCommand(
  command: string,
  folder: string,
  { output, variables }: Pick<DemoOptions, "output" | "variables">,
): Promise<number> {
  output.write(`$ ${command}\n`);
  // The make that runs this would hand its own options down.
  const { MAKEFLAGS: _, MAKELEVEL: __, ...others } = variables;
  const child = startOwnProcess("sh", ["-c", `${command} 2>&1`], { folder, variables: others });
  child.stdout.setEncoding("utf8").on("data", (text: string) => output.write(text));
  const [code]: unknown[] = await once(child, "close");
  output.write("\n");
  return typeof code === "number" ? code : 1;
}
