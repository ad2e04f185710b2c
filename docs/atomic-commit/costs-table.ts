/**
 * The costs of protocols for atomic commit as tables.
 *
 * @module
 */
import { SetupError } from "../../conformance/setup-error.ts";
import { present } from "../../src/core/present.ts";
import { type Costed, coordinatorCrashes, costed, undisturbed } from "./costs.ts";
import { shortestCommit } from "./shortest.ts";

/** How many participants there are in the tables. */
const participants = 3;

const tables: Readonly<Record<string, () => string>> = {
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
  models: () =>
    table(
      "| protocol | model | participants | messages in the model | in the simulator |",
      "|---|---|--:|--:|--:|",
      costed.flatMap(modelRow),
    ),
};

/**
 * @param name - which of the tables
 * @throws SetupError if there is no such table
 */
export function costsMarkdown(name: string): string {
  const made = Object.hasOwn(tables, name) ? tables[name] : undefined;
  if (made === undefined)
    throw new SetupError(`docs: there is no table of costs ${name}; there are ${Object.keys(tables).join(", ")}`);
  return made();
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
  const both = (what: "userTold" | "allTold"): string =>
    `${amount(present(delays[what]), "message")}, ${amount(present(flushes[what]), "flush", "flushes")}`;
  return row(one, messages, more, writes, both("userTold"), both("allTold"));
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

function modelRow(one: Costed): readonly string[] {
  if (one.model === undefined) return [];
  const { name, protocol } = one.model;
  const shortest = shortestCommit(name, protocol);
  const { messages } = undisturbed(one, shortest.participants).delays;
  return [row(one, `\`${name}\``, shortest.participants, shortest.messages, messages)];
}
