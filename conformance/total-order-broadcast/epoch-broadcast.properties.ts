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

interface Fact {
  readonly isLeader: boolean;
  readonly epoch: number;
  /** The entries of the log, each as a text. */
  readonly log: readonly string[];
  readonly decided: number;
  /** What was delivered, each request as a text. */
  readonly delivered: readonly string[];
  readonly isWriting: boolean;
}

export const epochBroadcastProperties: Properties<Fact> = {
  factOf: (_: Part, { role, durable, told, writing }: Situation<NodeState, NodeRecord>) => ({
    isLeader: role?.role === "leader",
    epoch: role?.epoch ?? durable.epoch,
    log: textsOf(role?.log.entries ?? durable.log),
    decided: role?.decided ?? 0,
    delivered: told.map(({ value }) => JSON.stringify(value)),
    isWriting: writing.length > 0,
  }),

  violated(facts) {
    for (const fact of facts) {
      if (new Set(fact.delivered).size < fact.delivered.length) return "DeliveredOnce";
      const property = violatedBy(fact, facts);
      if (property !== undefined) return property;
    }
    return undefined;
  },

  // What is not done can be begun anew by a suspicion, as long as the bounds allow one.
  isDone: (facts) => facts.every((fact) => !fact.isWriting),
};

function violatedBy(one: Fact, facts: readonly Fact[]): string | undefined {
  for (const other of facts) {
    if (other === one) continue;
    const delivered = sharedLength(one.delivered, other.delivered);
    if (delivered < Math.min(one.delivered.length, other.delivered.length)) return "TotalOrder";
    if (one.isLeader && other.isLeader && one.epoch === other.epoch) return "OneLeaderPerEpoch";
    if (one.isLeader && one.epoch >= other.epoch && sharedLength(one.log, other.log) < other.decided) {
      return "LeaderCompleteness";
    }
  }
  return undefined;
}

function textsOf(log: Sequence<LogEntry>): readonly string[] {
  return slice(log, 0).map((entry) => JSON.stringify(entry));
}

function sharedLength(one: readonly string[], other: readonly string[]): number {
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return i;
  return length;
}
