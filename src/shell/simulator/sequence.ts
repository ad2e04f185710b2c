/**
 * A run as a sequence diagram, in the language of Mermaid, which code hosts show.
 *
 * @module
 */
import type { Addressed } from "../../core/system.ts";
import type { LogEntry } from "../in-memory/log-entry.ts";
import type { Moment } from "./dialogue.ts";
import { describeFault, isFault, isLeft, victimsOf } from "./fault.ts";

/**
 * An arrow for each message that arrived or was lost, and a note for each thing that happened to a node.
 *
 * @param most - how many arrows and notes there may be: the last ones
 * @example
 * ```ts
 * import { sequenceOf } from "quorate/simulator";
 *
 * const moments = [{ at: 12, what: { kind: "restarted", node: "bank" } }] as const;
 * console.log(sequenceOf(["bank"], moments).split("\n").at(-2)?.trim()); // Note over bank: 12 ms, restarts
 * ```
 */
export function sequenceOf(nodes: readonly string[], moments: readonly Moment[], most = 80): string {
  const lines = moments.flatMap(({ at, what }) => linesOf(Math.round(at), what));
  const head = nodes.map((node) => `  participant ${node}`);
  return `${["sequenceDiagram", ...head, ...lines.slice(-most)].join("\n")}\n`;
}

/** A note stands over one participant, or from one to another. */
function span(nodes: readonly string[]): string {
  return [...new Set([nodes.at(0), nodes.at(-1)])].join(",");
}

function linesOf(at: number, what: Moment["what"]): readonly string[] {
  const over = (node: string, text: string): readonly string[] => [`  Note over ${node}: ${at} ms, ${text}`];
  if (isLeft(what)) return over(what.node, what.how);
  if (isFault(what)) return over(span(victimsOf(what)), describeFault(what));
  return entryLines(at, what, over);
}

function entryLines(
  at: number,
  entry: LogEntry,
  over: (node: string, text: string) => readonly string[],
): readonly string[] {
  if (entry.kind === "restarted") return over(entry.node, "restarts");
  if (entry.kind === "lost") return [`  ${entry.message.from}-x${entry.message.to}: ${entry.message.kind} (${at} ms)`];
  if (entry.kind !== "received") return [];
  const { from, to, kind }: Partial<Addressed> = Object(entry.message);
  return from === undefined || to === undefined ? [] : [`  ${from}->>${to}: ${kind} (${at} ms)`];
}
