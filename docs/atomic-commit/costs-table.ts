/**
 * The costs of protocols for atomic commit as tables.
 *
 * @module
 */
import { SetupError } from "../../conformance/setup-error.ts";
import { present } from "../../src/core/present.ts";
import { type Costed, coordinatorCrashes, costed, takeOver, undisturbed } from "./costs.ts";
import type { TakeOverCosts } from "./replicated-costs.ts";
import { shortestCommit } from "./shortest.ts";
import { shortestCommitInGraph } from "./shortest-in-graph.ts";

/** How many participants there are in the tables. */
const participants = 3;

const tables: Readonly<Record<string, () => string | Promise<string>>> = {
  undisturbed: () =>
    table(
      "| protocol | messages | for each more | flushes | delays until the user knows | until all know |",
      "|---|--:|--:|--:|---|---|",
      costed.map(undisturbedRow),
    ),
  coordinatorCrashes: () =>
    table(
      "| protocol | while the coordinator is down | messages | flushes | delays until all know |",
      "|---|---|--:|--:|--:|",
      costed.flatMap(crashRow),
    ),
  takeOver: () =>
    table(
      "| the node that crashed | messages | flushes | until another leads the log | until it has the role | until all know | since the crash, at most |",
      "|---|--:|--:|---|---|---|---|",
      [takeOverRow("led the log", true, "S"), takeOverRow("did not lead the log", false, "T")],
    ),
  models: async () =>
    table(
      "| protocol | model | participants | messages in the model | in the simulator |",
      "|---|---|--:|--:|--:|",
      (await Promise.all(costed.map(modelRow))).flat(),
    ),
};

/**
 * @param name - which of the tables
 * @throws SetupError if there is no such table
 */
export async function costsMarkdown(name: string): Promise<string> {
  const made = Object.hasOwn(tables, name) ? tables[name] : undefined;
  if (made === undefined)
    throw new SetupError(`docs: there is no table of costs ${name}; there are ${Object.keys(tables).join(", ")}`);
  return await made();
}

function table(head: string, rule: string, rows: readonly string[]): string {
  return [head, rule, ...rows].join("\n");
}

function row(one: Costed, ...cells: readonly (number | string)[]): string {
  return `| [${one.name}](${one.page}) | ${cells.join(" | ")} |`;
}

function undisturbedRow(one: Costed): string {
  const { delays, flushes } = undisturbed(one, participants);
  const { messages, writes } = delays;
  const more = undisturbed(one, participants + 1).delays.messages - messages;
  const both = (what: "userTold" | "allTold"): string => costOf(present(delays[what]), present(flushes[what]));
  return row(one, messages, more, writes, both("userTold"), both("allTold"));
}

function costOf(messages: number, flushes: number): string {
  return `${amount(messages, "message")}, ${amount(flushes, "flush", "flushes")}`;
}

function amount(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function crashRow(one: Costed): readonly string[] {
  if (one.afterCrash === undefined) return [];
  const waits = coordinatorCrashes(one, participants, false).allTold === undefined;
  const { messages, writes, allTold } = coordinatorCrashes(one, participants, waits);
  return [row(one, waits ? "all wait" : "one of them takes over", messages, writes, present(allTold))];
}

/** @param timer - the name of what passes until somebody begins to take over */
function takeOverRow(whose: string, ledTheLog: boolean, timer: string): string {
  const { delays, flushes } = takeOver(participants, ledTheLog);
  const both = (what: "untilLed" | "untilBorne" | "untilTold"): string =>
    delays[what] + flushes[what] === 0 ? "at once" : costOf(delays[what], flushes[what]);
  const sum = (of: TakeOverCosts): number => of.untilLed + of.untilBorne + of.untilTold;
  const cells = [delays.messages, delays.writes, both("untilLed"), both("untilBorne"), both("untilTold")];
  return `| ${[whose, ...cells, `${timer} + ${costOf(sum(delays), sum(flushes))} + A`].join(" | ")} |`;
}

async function modelRow(one: Costed): Promise<readonly string[]> {
  if (one.model === undefined) return [];
  const { name, protocol } = one.model;
  const shortest = protocol === undefined ? await shortestCommitInGraph(name) : shortestCommit(name, protocol);
  const { messages } = undisturbed(one, shortest.participants).delays;
  return [row(one, `\`${name}\``, shortest.participants, shortest.messages, messages)];
}
