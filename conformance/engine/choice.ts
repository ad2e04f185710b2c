/**
 * One of the steps that a system can take from a state, and what it is about.
 *
 * @module
 */
import type { NodeId } from "../../src/core/node-id.ts";
import type { Happening, Situation } from "../../src/core/situation.ts";
import type { Addressed, CommonEvent, Part, Request } from "../../src/core/system.ts";
import type { PlainState } from "./plain-state.ts";

/** What a step is about. */
export type About =
  | { readonly kind: "ask"; readonly request: Request }
  | { readonly kind: "fire"; readonly timer: string }
  | { readonly kind: "deliver"; readonly message: Addressed }
  | { readonly kind: "lose"; readonly message: Addressed }
  /** A message leaves the outbox of its sender, where there are such. */
  | { readonly kind: "carryOut"; readonly message: Addressed }
  /** A node hears of an object. */
  | { readonly kind: "hear"; readonly object: string; readonly outcome: unknown }
  /** An object does something by itself. */
  | { readonly kind: "object"; readonly object: string; readonly subject: unknown }
  /** The oldest write becomes durable, and its node is not told yet. */
  | { readonly kind: "land" }
  /** A disk says up to which record all is durable; so many writes land as it is said. */
  | { readonly kind: "persisted"; readonly record: unknown; readonly writes: number }
  /** What each disk of the node is found to hold, in the order of its parts. */
  | { readonly kind: "crash"; readonly left: readonly unknown[] }
  | { readonly kind: "restart" };

export interface Choice {
  readonly about: About;
  /** Where it happens, if it happens at a node, and to which of its parts, if to one. */
  readonly node?: NodeId;
  readonly slot?: number;
  /** Its name in the specification. */
  readonly action: string;
  /** What is sent by it, whether or not the same was on its way before. */
  readonly sent: readonly Addressed[];
  readonly next: PlainState;
}

/** How the parts take their steps; the oracle takes each of them twice. */
export interface Taking {
  give(part: Part, situation: Situation, event: CommonEvent | Request): Happening;
  restart(part: Part, situation: Situation): Happening;
}
