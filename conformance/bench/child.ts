/**
 * Runs a script of the benchmark in a process of its own, and reads the one line of JSON that it prints.
 *
 * @module
 */
import { join } from "node:path";
import { projectFolder } from "../project-folder.ts";
import { SetupError } from "../setup-error.ts";
import { runCommand } from "../tlc/command.ts";

const secondsAllowed = 600;

export async function runScript(
  script: string,
  ...words: readonly string[]
): Promise<Readonly<Record<string, number>>> {
  const path = join(projectFolder, "conformance", "bench", script);
  const result = await runCommand(process.execPath, ["--import", "tsx", path, ...words], process.env, secondsAllowed);
  if (!result.succeeded) throw new SetupError(`${script} failed: ${result.text.trim()}`);
  return numbersIn(script, result.text);
}

/** The numbers in the one line of JSON that `who` has printed, by their names. */
export function numbersIn(who: string, text: string): Readonly<Record<string, number>> {
  const line = text.split("\n").find((candidate) => candidate.startsWith("{"));
  const parsed: unknown = line === undefined ? undefined : JSON.parse(line);
  if (typeof parsed !== "object" || parsed === null) throw new SetupError(`${who} printed no record: ${text.trim()}`);
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, Number(value)]));
}
