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

export async function runScript(script: string): Promise<Readonly<Record<string, number>>> {
  const path = join(projectFolder, "conformance", "bench", script);
  const result = await runCommand(process.execPath, ["--import", "tsx", path], process.env, secondsAllowed);
  const line = result.text.split("\n").find((text) => text.startsWith("{"));
  if (!result.succeeded || line === undefined) throw new SetupError(`${script} failed: ${result.text.trim()}`);
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed !== "object" || parsed === null) throw new SetupError(`${script} printed no record`);
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, Number(value)]));
}
