/**
 * Porcupine, the linearizability checker in Go, as a second opinion: fetched and built where Go is installed.
 *
 * @module
 */

import { spawn } from "node:child_process";
import { copyFileSync, createReadStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { History } from "../../src/linearizable-storage/histories/history.ts";
import { projectFolder } from "../project-folder.ts";
import { SetupError } from "../setup-error.ts";
import { findOnPath, runCommand } from "../tlc/command.ts";

const goModule = "github.com/anishathalye/porcupine";
const version = "v1.3.1";
const secondsAllowed = 600;
/** How long it may look at one history: with many open calls, each of which it must place, it takes very long or a moment. */
const patienceSeconds = 1;

/** The object of a history, as the program knows it. */
export type ObjectName = "counter" | "register" | "store";

/** Something for it to judge. */
export interface Case {
  readonly object: ObjectName;
  readonly history: History;
}

export type Opinion = "linearizable" | "notLinearizable" | "gaveUp";

export interface Porcupine {
  /** The folder of its module, with its own tests. */
  readonly folder: string;
  judge(cases: readonly Case[]): Promise<readonly { readonly opinion: Opinion; readonly seconds: number }[]>;
}

/** Builds it in the folder. @returns it, or why it is not there */
export async function buildPorcupine(folder: string): Promise<Porcupine | { readonly missing: string }> {
  const go = findOnPath("go", process.env);
  if (go === undefined) return { missing: "Go is not installed" };
  copyFileSync(join(projectFolder, "conformance", "histories", "porcupine", "main.go"), join(folder, "main.go"));
  const program = join(folder, "judge");
  let found = "";
  for (const words of [
    ["mod", "init", "histories"],
    ["get", `${goModule}@${version}`],
    ["build", "-o", program, "."],
    ["list", "-m", "-f", "{{.Dir}}", goModule],
  ]) {
    const { succeeded, text } = await runCommand(go, ["-C", folder, ...words], process.env, secondsAllowed);
    if (!succeeded) return { missing: `go ${words.join(" ")} failed: ${text.trim().slice(0, 200)}` };
    found = text.trim();
  }
  return { folder: found, judge: (cases) => judged(program, join(folder, "histories.jsonl"), cases) };
}

async function judged(program: string, file: string, cases: readonly Case[]) {
  writeFileSync(file, `${cases.map((one) => JSON.stringify(written(one))).join("\n")}\n`);
  const child = spawn(program, [String(patienceSeconds)], { stdio: ["pipe", "pipe", "inherit"] });
  createReadStream(file).pipe(child.stdin);
  let text = "";
  for await (const piece of child.stdout) text += String(piece);
  const lines = text.trim().split("\n");
  if (lines.length !== cases.length)
    throw new SetupError(`Porcupine judged ${lines.length} of ${cases.length} histories`);
  return lines.map((line) => {
    const [word = "", seconds] = line.split(" ");
    return { opinion: opinionOf(word), seconds: Number(seconds) };
  });
}

function opinionOf(word: string): Opinion {
  if (word === "Ok") return "linearizable";
  if (word === "Illegal") return "notLinearizable";
  if (word === "Unknown") return "gaveUp";
  throw new SetupError(`Porcupine said ${word}`);
}

/** With whole numbers for times, in the same order, and for clients. */
function written({ object, history }: Case): object {
  const times = history.flatMap(({ invoked, returned }) => [invoked, ...(returned === undefined ? [] : [returned.at])]);
  const ranks = new Map([...new Set(times)].sort((one, other) => one - other).map((time, rank) => [time, rank]));
  const clients = [...new Set(history.map(({ client }) => client))];
  const calls = history.map(({ client, operation, invoked, returned }) => ({
    client: clients.indexOf(client),
    operation,
    invoked: ranks.get(invoked),
    ...(returned === undefined ? {} : { returned: ranks.get(returned.at), outcome: returned.outcome }),
  }));
  return { object, calls };
}
