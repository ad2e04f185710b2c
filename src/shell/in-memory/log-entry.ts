/**
 * What happened in a host, one entry after the other: plain data, to be printed or drawn.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Refusal } from "../../core/refusal.ts";
import { isSequence, slice } from "../../core/sequence.ts";
import type { Addressed, Request } from "../../core/system.ts";

/** One thing that happened. `part` is the name of a part. */
export type LogEntry =
  /** The environment asked the part for something. */
  | { readonly kind: "requested"; readonly part: string; readonly request: Request }
  /** The message is on its way. */
  | { readonly kind: "sent"; readonly message: Addressed }
  /** The part was given the message. */
  | { readonly kind: "received"; readonly part: string; readonly message: Addressed }
  /** The network lost the message, or its addressee was down, or there is none. */
  | {
      readonly kind: "lost";
      readonly message: Addressed;
      readonly because: "network" | "addresseeDown" | "noAddressee";
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
  | { readonly kind: "restarted"; readonly node: NodeId };

/** The entry in one line. */
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
  }
}

const reasons = { network: "", addresseeDown: ": its addressee is down", noAddressee: ": there is no such node" };

function describeMessage({ from, to, ...rest }: Addressed): string {
  return `${from} -> ${to}: ${describeFields(rest)}`;
}

/** The kind, and whatever else there is. */
function describeFields({ kind, ...rest }: Request): string {
  return [kind, ...Object.entries(rest).map(([name, value]) => `${name}=${describeValue(value)}`)].join(" ");
}

function describeValue(value: unknown): string {
  return typeof value === "string" ? value : String(JSON.stringify(value, (_, part: unknown) => inShort(part)));
}

/** How many items of a list are written, which are its last. */
const written = 3;

/** A sequence as the list of its items, and a long list by its last ones, so that a log takes no more than a line. */
function inShort(value: unknown): unknown {
  const items: unknown = isSequence(value) ? slice(value, 0) : value;
  if (!Array.isArray(items) || items.length <= written + 1) return items;
  return [`${items.length - written} before`, ...items.slice(-written)];
}
