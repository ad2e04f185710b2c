/**
 * What happened in a host, one entry after the other: plain data, to be printed or drawn.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { Addressed, Request } from "../../core/system.ts";
import { describeValue, fieldsOf } from "./describe-value.ts";

/** One thing that happened. `part` is the name of a part. */
export type LogEntry =
  /** The environment asked the part for something. */
  | { readonly kind: "requested"; readonly part: string; readonly request: Request }
  /** The message is on its way. */
  | { readonly kind: "sent"; readonly message: Addressed }
  /** The part was given the message. */
  | { readonly kind: "received"; readonly part: string; readonly message: unknown }
  /** The network lost the message, or the link is cut, or the node that it is for was down or does not exist. */
  | {
      readonly kind: "lost";
      readonly message: Addressed;
      readonly because: "network" | "cut" | "addresseeDown" | "noAddressee";
    }
  /** The network delivers the message now and once more later. */
  | { readonly kind: "duplicated"; readonly message: Addressed }
  /** The record is on its way to disk. */
  | { readonly kind: "writing"; readonly part: string; readonly record: unknown }
  /** The record is on disk. */
  | { readonly kind: "durable"; readonly part: string; readonly record: unknown }
  /** The part was told that everything it asked for is on disk. */
  | { readonly kind: "persisted"; readonly part: string; readonly record: unknown }
  | { readonly kind: "fired"; readonly part: string; readonly timer: string }
  /** The user of the part was told something. */
  | { readonly kind: "told"; readonly part: string; readonly by: "deliver" | "reply"; readonly value: unknown }
  | { readonly kind: "refused"; readonly part: string; readonly refusal: Refusal }
  | { readonly kind: "crashed"; readonly node: NodeId }
  /** What reaches the node from now on waits until it goes on. */
  | { readonly kind: "paused"; readonly node: NodeId }
  | { readonly kind: "resumed"; readonly node: NodeId }
  /** Messages of one node do not reach the other any more. */
  | { readonly kind: "cut"; readonly from: NodeId; readonly to: NodeId }
  | { readonly kind: "mended"; readonly from: NodeId; readonly to: NodeId }
  | { readonly kind: "restarted"; readonly node: NodeId };

/**
 * The entry in one line.
 *
 * @example
 * ```ts
 * import { describeEntry } from "quorate/in-memory";
 *
 * console.log(describeEntry({ kind: "fired", part: "a", timer: "suspect" })); // a times out: suspect
 * ```
 */
export function describeEntry(entry: LogEntry): string {
  switch (entry.kind) {
    case "requested":
      return `${entry.part} is asked: ${describeFields(entry.request)}`;
    case "sent":
      return `${describeMessage(entry.message)}, sent`;
    case "received":
      return `${describeMessage(entry.message)}, received`;
    case "lost":
      return `${describeMessage(entry.message)}, lost${reasons[entry.because]}`;
    case "duplicated":
      return `${describeMessage(entry.message)}, duplicated`;
    case "writing":
      return `${entry.part} writes ${describeValue(entry.record)}`;
    case "durable":
      return `${entry.part} has ${describeValue(entry.record)} on disk`;
    case "persisted":
      return `${entry.part} learns that ${describeValue(entry.record)} is durable`;
    case "fired":
      return `${entry.part} times out: ${entry.timer}`;
    case "told":
      return `${entry.part} tells its user: ${describeValue(entry.value)}`;
    case "refused":
      return `${entry.part} refuses, ${entry.refusal.kind}: ${entry.refusal.because}`;
    case "crashed":
      return `${entry.node} crashes`;
    case "restarted":
      return `${entry.node} restarts`;
    case "paused":
      return `${entry.node} pauses`;
    case "resumed":
      return `${entry.node} goes on`;
    case "cut":
      return `${entry.from} -> ${entry.to}: cut`;
    case "mended":
      return `${entry.from} -> ${entry.to}: mended`;
  }
}

const reasons = {
  network: "",
  cut: ": the link is cut",
  addresseeDown: ": its addressee is down",
  noAddressee: ": there is no such node",
};

function describeMessage(message: unknown): string {
  const { from, to } = fieldsOf(message);
  return `${from} -> ${to}: ${describeFields(message, "from", "to")}`;
}

/** The kind, and then the other fields. */
function describeFields(value: unknown, ...known: readonly string[]): string {
  const { kind, ...others } = fieldsOf(value);
  const more = Object.entries(others).filter(([name]) => !known.includes(name));
  return [kind, ...more.map(([name, text]) => `${name}=${text}`)].join(" ");
}
