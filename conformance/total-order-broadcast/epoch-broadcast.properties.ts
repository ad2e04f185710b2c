/**
 * The safety of epoch broadcast, stated of the step functions' own states. The names are the specification's.
 *
 * @module
 */
import { type Sequence, slice } from "../../src/core/sequence.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import type { LogEntry } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import type { NodeRecord } from "../../src/total-order-broadcast/epoch-broadcast/record.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import type { Properties } from "../engine/properties.ts";

/** What is known of a node. */
export interface Fact {
  readonly isLeader: boolean;
  readonly epoch: number;
  /** The entries of the log, each as a text. */
  readonly log: readonly string[];
  /** The epoch of each of them. */
  readonly epochs: readonly number[];
  readonly decided: number;
  /** The entries of the log on disk. */
  readonly durable: readonly string[];
  /** What was delivered, each request as a text. */
  readonly delivered: readonly string[];
  readonly isWriting: boolean;
}

export const epochBroadcastProperties: Properties<Fact> = {
  factOf: (_: Part, { role, durable, told, writing }: Situation<NodeState, NodeRecord>) => ({
    isLeader: role?.role === "leader",
    epoch: role?.epoch ?? durable.epoch,
    log: textsOf(role?.log.entries ?? durable.log),
    epochs: slice(role?.log.entries ?? durable.log, 0).map((entry) => entry.epoch),
    decided: role?.decided ?? 0,
    durable: textsOf(durable.log),
    delivered: told.map(({ value }) => JSON.stringify(value)),
    isWriting: writing.length > 0,
  }),

  violated(facts, asked) {
    for (const fact of facts) {
      if (new Set(fact.delivered).size < fact.delivered.length) return "DeliveredOnce";
      const property = violatedBy(fact, facts);
      if (property !== undefined) return property;
      if (!isOnDisks(fact, facts)) return "DecidedIsOnDisks";
    }
    const broadcast = textsAsked(asked);
    return facts.every(({ delivered }) => delivered.every((request) => broadcast.has(request)))
      ? undefined
      : "DeliveredWasBroadcast";
  },

  // What is not done can be begun anew by a suspicion, as long as the bounds allow one.
  isDone: (facts) => facts.every((fact) => !fact.isWriting),
};

/** By what was asked: there are few such sets, and many states with each. */
const known = new WeakMap<readonly unknown[], ReadonlySet<string>>();

/** What clients have asked a leader to take, each request as a text. */
function textsAsked(asked: readonly unknown[]): ReadonlySet<string> {
  const texts = known.get(asked) ?? new Set(asked.map((request) => JSON.stringify(request)));
  known.set(asked, texts);
  return texts;
}

function violatedBy(one: Fact, facts: readonly Fact[]): string | undefined {
  for (const other of facts) {
    if (other === one) continue;
    const delivered = sharedLength(one.delivered, other.delivered);
    if (delivered < Math.min(one.delivered.length, other.delivered.length)) return "TotalOrder";
    if (one.isLeader && other.isLeader && one.epoch === other.epoch) return "OneLeaderPerEpoch";
    const shared = sharedLength(one.log, other.log);
    if (one.isLeader && one.epoch >= other.epoch && shared < other.decided) return "LeaderCompleteness";
    if (hasSameEpochAfter(shared, one, other)) return "LogMatching";
  }
  return undefined;
}

/** Beyond what two logs share, no position is of the same epoch in both. */
function hasSameEpochAfter(shared: number, one: Fact, other: Fact): boolean {
  const length = Math.min(one.log.length, other.log.length);
  for (let i = shared; i < length; i++) if (one.epochs[i] === other.epochs[i]) return true;
  return false;
}

/** Whether a majority, which is the quorum of all explorations, has on disk whatever the node knows to be decided. */
function isOnDisks({ log, decided }: Fact, facts: readonly Fact[]): boolean {
  if (decided === 0) return true;
  let count = 0;
  for (const { durable } of facts) if (sharedLength(log, durable) >= decided) count++;
  return 2 * count > facts.length;
}

function textsOf(log: Sequence<LogEntry>): readonly string[] {
  return slice(log, 0).map((entry) => JSON.stringify(entry));
}

function sharedLength(one: readonly string[], other: readonly string[]): number {
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return i;
  return length;
}
