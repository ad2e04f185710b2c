/**
 * A run as a dialogue: a line for each thing that happened, with its time and its node in columns of their own.
 *
 * @module
 */
import { describeEntry, type LogEntry } from "../in-memory/log-entry.ts";
import { describeFault, type Fault, isFault, isLeft, type Left, victimsOf } from "./fault.ts";
import type { Happened } from "./simulation.ts";

/** Something that happened, and when. */
export interface Moment {
  readonly at: number;
  readonly what: LogEntry | Fault | Left;
}

/**
 * Keeps what happens in a run: give `happened` to `simulate`.
 *
 * @example
 * ```ts
 * import { recorder } from "quorate/simulator";
 *
 * const { moments, happened } = recorder();
 * happened(12, { kind: "restarted", node: "bank" });
 * console.log(moments); // [ { at: 12, what: { kind: 'restarted', node: 'bank' } } ]
 * ```
 */
export function recorder(): { readonly moments: readonly Moment[]; readonly happened: Happened } {
  const moments: Moment[] = [];
  return {
    moments,
    happened: (at, what) => {
      moments.push({ at, what });
    },
  };
}

/**
 * A line for each: the time in milliseconds, the node or part, and what happens to it. Faults have an exclamation mark.
 *
 * @example
 * ```ts
 * import { dialogueOf } from "quorate/simulator";
 *
 * const fault = { kind: "pause", at: 12, for: 300, node: "bank" } as const;
 * console.log(dialogueOf([{ at: 12, what: fault }]).join()); // 12.0 ! bank  bank stands still for 300 ms
 * ```
 */
export function dialogueOf(moments: readonly Moment[]): readonly string[] {
  const rows = moments.map(({ at, what }) => ({ at: at.toFixed(1), ...sentenceOf(what) }));
  const widths = { at: widest(rows.map(({ at }) => at)), who: widest(rows.map(({ who }) => who)) };
  return rows.map(({ at, who, mark, text }) => `${at.padStart(widths.at)} ${mark} ${who.padEnd(widths.who)}  ${text}`);
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, { length }) => Math.max(width, length), 0);
}

interface Sentence {
  readonly who: string;
  readonly mark: "!" | " ";
  readonly text: string;
}

function sentenceOf(what: Moment["what"]): Sentence {
  if (isLeft(what)) return { who: what.node, mark: "!", text: `is ${what.how} from now on` };
  if (isFault(what)) return { who: victimsOf(what).join(","), mark: "!", text: describeFault(what) };
  return { who: actorOf(what), mark: isMishap(what) ? "!" : " ", text: describeEntry(what) };
}

function isMishap({ kind }: LogEntry): boolean {
  return kind === "lost" || kind === "duplicated" || kind === "crashed" || kind === "refused";
}

/** The node or the part at which it happens. */
function actorOf(entry: LogEntry): string {
  if ("part" in entry) return entry.part;
  if ("node" in entry) return entry.node;
  if ("message" in entry)
    return entry.kind === "sent" || entry.kind === "duplicated" ? entry.message.from : entry.message.to;
  return entry.from;
}
