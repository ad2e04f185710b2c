/**
 * A role on top of another: a protocol takes the place of an object that the environment offered. What the upper role
 * invokes of the object is asked of the lower one, at the same node and in the same step, and what the lower one delivers
 * the upper one hears, with its position. Nothing changes in either of them, and objects that the lower one uses are still
 * there.
 *
 * Together they are one part, which any host runs: one state, one record, the timers of both, those of the lower role
 * under the object's name. So they crash together, and no crash comes between a delivery and its hearing.
 *
 * @module
 */
import type { Deliver, Reply } from "./effect.ts";
import type { RecordParts } from "./landing.ts";
import type { NodeId } from "./node-id.ts";
import { isStackedRecord, stackedStart, stackedStep } from "./stacked-step.ts";
import type { Addressed, Part, PartTypes, Request, System } from "./system.ts";
import { flawOf } from "./taking-in.ts";

/**
 * How a role takes the place of an object. `requestsOf` is a method, so that TypeScript accepts one of narrower
 * operations.
 */
export interface Stacking<Operation = unknown> {
  /** The object, as the upper role names it. */
  readonly object: string;
  /**
   * What the lower role is asked for when an operation is invoked. If the lower role refuses, the object has missed the
   * operation, as its contract allows. But if the upper role invoked it for a request of a user, that request is
   * refused.
   */
  requestsOf(operation: Operation, by: NodeId): readonly Request[];
  /**
   * What the upper role hears when the lower one tells something: an outcome each. Where this is not given, or gives
   * nothing, it hears what is delivered, as outcomes of a log, and not what is replied.
   */
  outcomesOf?(telling: Deliver<unknown> | Reply<unknown>): readonly unknown[] | undefined;
}

/** What is on disk: the record of each. */
export interface StackedRecord {
  readonly upper: unknown;
  readonly lower: unknown;
}

/** The state of both, and what is between them. */
export interface Stacked {
  readonly upper: unknown;
  readonly lower: unknown;
  /** What each has on disk, or on its way there. */
  readonly record: StackedRecord;
  /** Which of the two roles have asked for a write since the start: only these wait for an answer of the disk. */
  readonly upperHasWritten: boolean;
  readonly lowerHasWritten: boolean;
  /** How many values the upper role has heard since the start. */
  readonly heard: number;
}

/** The user of a stack sees the upper role alone. */
export interface StackedTypes<Upper extends PartTypes> extends Pick<Upper, "request" | "told" | "status"> {
  readonly record: StackedRecord;
}

/**
 * The system in which each part of the upper one stands on the part of the lower one at the same node.
 *
 * @throws Error if a node has no part, or several, in one of the systems, or if both stand on an object of one name.
 * @see [A replicated counter](page:docs/replicated-machine/replicated-counter.md)
 * @example
 * ```ts
 * import { stack } from "quorate/core";
 * import { asLog, epochBroadcast } from "quorate/epoch-broadcast";
 * import { InMemoryHost } from "quorate/in-memory";
 * import { countOf, replicatedCounter } from "quorate/replicated-counter";
 *
 * const nodes = ["a", "b", "c"];
 * const host = new InMemoryHost(stack(replicatedCounter({ nodes }), epochBroadcast({ nodes }), asLog("log")));
 * host.runUntil(() => host.status("a")?.leader === "a");
 * host.request("a", countOf({ client: "Ada", number: 1 }));
 * host.runUntil(() => host.told("a").length > 0);
 * console.log(host.told("a")); // [ { request: { client: 'Ada', number: 1 }, number: 1 } ]
 * ```
 */
export function stack<Upper extends PartTypes>(
  upper: System<Upper>,
  lower: System,
  stacking: Stacking,
): System<StackedTypes<Upper>> {
  const links = new Set(lower.links);
  return {
    parts: upper.parts.map((part) => {
      const [below, ...more] = lower.parts.filter(({ node }) => node === part.node);
      const above = upper.parts.filter(({ node }) => node === part.node);
      if (below === undefined || more.length > 0 || above.length > 1)
        throw new Error(`stack: the node ${part.node} must have one part above and one below`);
      return onTop(part, below, stacking);
    }),
    links: [...new Set([...lower.links, ...upper.links])],
    linkOf: (message: Addressed) => {
      const below = lower.linkOf(message);
      return links.has(below) ? below : upper.linkOf(message);
    },
    objects: [...(upper.objects ?? []).filter(({ name }) => name !== stacking.object), ...(lower.objects ?? [])],
  };
}

/**
 * The upper role on top of the lower one, as one part with the upper one's name.
 *
 * @example
 * ```ts
 * import { onTop } from "quorate/core";
 * import { asLog, epochBroadcast } from "quorate/epoch-broadcast";
 * import { replicatedCounter } from "quorate/replicated-counter";
 *
 * const [counter] = replicatedCounter({ nodes: ["a"] }).parts;
 * const [log] = epochBroadcast({ nodes: ["a"] }).parts;
 * if (counter === undefined || log === undefined) throw new Error("each has a part for its node");
 * console.log(onTop(counter, log, asLog("log")).role); // counter
 * ```
 */
export function onTop<Upper extends PartTypes>(
  upper: Part<unknown, Upper>,
  lower: Part,
  stacking: Stacking,
): Part<Stacked, StackedTypes<Upper>>;
// Inside, nothing depends on the types of the upper role.
export function onTop(upper: Part, lower: Part, stacking: Stacking): Part<Stacked, StackedTypes<PartTypes>> {
  const { name, instance, node, role, requests, objects = [], tellsFromTheStart, learns } = upper;
  const own = objects.filter((object) => object !== stacking.object);
  const { objects: below = [] } = lower;
  const twice = own.find((object) => below.includes(object));
  if (twice !== undefined) throw new Error(`stack: both roles of ${name} stand on an object named ${twice}`);
  const noRecord = { upper: upper.noRecord, lower: lower.noRecord };
  const recordParts: RecordParts = { of: { upper: upper.recordParts ?? [], lower: lower.recordParts ?? [] } };
  const roles = { upper, lower, stacking };
  return {
    ...{ name, instance, node, role, requests, noRecord, recordParts },
    objects: [...own, ...below],
    ...(tellsFromTheStart === undefined ? {} : { tellsFromTheStart }),
    ...(learns === undefined ? {} : { learns }),
    start: () => stackedStart(roles, noRecord, upper.start(), lower.start()),
    recover: (record) => {
      if (!isStackedRecord(record)) throw new Error(`${name}: ${flawOf("record", record, "record of a stack")}`);
      return stackedStart(roles, record, upper.recover(record.upper), lower.recover(record.lower));
    },
    step: (state, event) => stackedStep(roles, state, event),
    status: (state) => ({ ...lower.status?.(state.lower), is: role, ...upper.status?.(state.upper) }),
  };
}
