import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { startOwnProcess } from "./own-processes.ts";

export type CommandResult = {
  readonly succeeded: boolean;
  /** Standard output and standard error together, for messages and for `java -version`, which prints on the latter. */
  readonly text: string;
};

/** Runs a program to its end. A program that cannot be started, fails or takes too long has not succeeded. */
export function runCommand(
  program: string,
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  secondsAllowed: number,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = startOwnProcess(program, args, { variables });
    let text = "";
    const take = (chunk: string) => {
      text += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    const timer = setTimeout(() => child.kill("SIGKILL"), secondsAllowed * 1000);
    child.once("error", (error) => {
      clearTimeout(timer);
      resolve({ succeeded: false, text: error.message });
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ succeeded: code === 0, text });
    });
  });
}

/** The first file of that name in the folders of PATH that may be executed. */
export function findOnPath(name: string, variables: Readonly<Record<string, string | undefined>>): string | undefined {
  const folders = (variables.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
