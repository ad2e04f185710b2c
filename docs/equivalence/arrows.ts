/**
 * The arrows of the circle: what is made of what, by what, and what settles it.
 *
 * @module
 */

/** The four objects, clockwise from the top. */
export const objects = ["consensus", "log", "counter", "register"] as const;
export type CircleObject = (typeof objects)[number];

/** One of them, made of another. */
export interface Arrow {
  /** What is there. */
  readonly from: CircleObject;
  /** What is made of it. */
  readonly to: CircleObject;
  /** The adapters, from the one above to the one below: several are a composition, of arrows that stand here as well. */
  readonly by: readonly Adapter[];
  /** Under which assumption. */
  readonly assumes: string;
  /** The section of the page that says more. */
  readonly section: string;
}

/** An adapter that has a specification of its own, and what settles it. */
export interface Adapter {
  /** Where it is, from the page. */
  readonly code: string;
  /** The refinement, as `Module!Name`. */
  readonly refinement: string;
  /** The model that passes. */
  readonly model: string;
  /** Runs that do not end, where it goes no further. */
  readonly impossible?: readonly string[];
}

const registerConsensus: Adapter = {
  code: "../../src/equivalence/register-consensus/proposer.ts",
  refinement: "RegisterConsensus!SolvesConsensus",
  model: "RegisterConsensus_2",
};

const logConsensus: Adapter = {
  code: "../../src/equivalence/log-consensus/proposer.ts",
  refinement: "LogConsensus!SolvesConsensus",
  model: "LogConsensus_2",
};

const counterConsensus: Adapter = {
  code: "../../src/equivalence/counter-consensus/proposer.ts",
  refinement: "CounterConsensus!SolvesConsensus",
  model: "CounterConsensus_2",
  impossible: ["CounterConsensus_Needs_TwoOfThreeThatStay", "CounterConsensus_Needs_ToldNumbers"],
};

const decisionLog: Adapter = {
  code: "../../src/equivalence/decision-log/node.ts",
  refinement: "DecisionLog!SolvesTotalOrderBroadcast",
  model: "DecisionLog_2",
};

const replicatedCounter: Adapter = {
  code: "../../src/replicated-machine/replicated-counter/counter.ts",
  refinement: "ReplicatedCounter!SolvesCounting",
  model: "ReplicatedCounter_2",
};

const broadcastRegister: Adapter = {
  code: "../../src/linearizable-storage/broadcast-register/register.ts",
  refinement: "BroadcastRegister!SolvesLinearizableRegister",
  model: "BroadcastRegister_2",
};

const sequencedBroadcast: Adapter = {
  code: "../../src/total-order-broadcast/sequenced-broadcast/node.ts",
  refinement: "SequencedBroadcast!SolvesTotalOrderBroadcast",
  model: "SequencedBroadcast_2",
  impossible: ["SequencedBroadcast_Needs_SendersToComeBack"],
};

const asked = "what is asked again and again is taken in the end";

export const arrows: readonly Arrow[] = [
  {
    from: "register",
    to: "consensus",
    by: [registerConsensus],
    assumes: "none: whoever stops",
    section: "consensus-from-a-register",
  },
  { from: "log", to: "consensus", by: [logConsensus], assumes: asked, section: "consensus-from-a-log" },
  {
    from: "counter",
    to: "consensus",
    by: [counterConsensus],
    assumes: "of two nodes one may stop, of three one, and not two",
    section: "consensus-from-a-counter",
  },
  { from: "consensus", to: "log", by: [decisionLog], assumes: asked, section: "a-log-from-consensus" },
  {
    from: "register",
    to: "log",
    by: [decisionLog, registerConsensus],
    assumes: asked,
    section: "compositions",
  },
  { from: "log", to: "counter", by: [replicatedCounter], assumes: asked, section: "compositions" },
  {
    from: "consensus",
    to: "counter",
    by: [replicatedCounter, decisionLog],
    assumes: asked,
    section: "compositions",
  },
  {
    from: "register",
    to: "counter",
    by: [replicatedCounter, decisionLog, registerConsensus],
    assumes: asked,
    section: "compositions",
  },
  { from: "log", to: "register", by: [broadcastRegister], assumes: asked, section: "compositions" },
  {
    from: "consensus",
    to: "register",
    by: [broadcastRegister, decisionLog],
    assumes: asked,
    section: "compositions",
  },
  {
    from: "counter",
    to: "log",
    by: [sequencedBroadcast],
    assumes: "whoever has taken a number comes back",
    section: "compositions",
  },
  {
    from: "counter",
    to: "register",
    by: [broadcastRegister, sequencedBroadcast],
    assumes: "whoever has taken a number comes back",
    section: "compositions",
  },
];
