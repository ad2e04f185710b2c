/**
 * What is shown of consensus on a counter and a board, which are objects: the bounds of its models, the behaviours that
 * are replayed, the runs that TLC has to accept, and the twins that must be rejected.
 *
 * @module
 */
import type { Situation } from "../../src/core/situation.ts";
import type { AtomicObject } from "../../src/environment/atomic-object.ts";
import type { BoardEntry } from "../../src/environment/shared-board.ts";
import type { CounterProposing } from "../../src/equivalence/counter-consensus/proposer.ts";
import { setNamed } from "../engine/constants.ts";
import type { Mapping } from "../engine/mapping.ts";
import type { Protocol } from "../engine/protocol.ts";
import { integer, model, record, string, type TlaValue } from "../engine/tla-value.ts";
import { boundsOf, systemOf } from "./counter-consensus.bounds.ts";
import { counterConsensusTwins } from "./counter-consensus.twins.ts";
import { asked, at, constantsOf, decidedOf, ends, endsOf, orNone, pendingOf, properties } from "./proposers.ts";

/** @param nodes - those of the model: most have nothing in flight, and have announced nothing */
export function counterConsensusMapping(nodes: readonly string[]): Mapping<CounterProposing> {
  return {
    specification: "CounterConsensus",
    variables: { state: 1, counter: 0, incrementing: 1, board: 1, using: 1, proposed: 0, decided: 1 },
    ranges: { n: "Node", v: "Value" },
    asked,

    leavesOf: ({ node }, { role, told }: Situation<CounterProposing>) => [
      at("state", node, stateOf(role)),
      at("decided", node, decidedOf(told)),
    ],

    leavesOfObject: (object, { value, pending }: AtomicObject) => [
      ...(object === "counter"
        ? [{ variable: "counter", path: [], value: integer(Number(value)) }]
        : nodes.map((node) => at("board", node, entryOf(entriesIn(value).find(({ by }) => by === node))))),
      ...nodes.map((node) => {
        const inFlight = pending.find((one) => one.node === node);
        return at(object === "counter" ? "incrementing" : "using", node, pendingOf(inFlight, operationOf));
      }),
    ],
  };
}

function stateOf(role: CounterProposing | undefined): TlaValue {
  return record({
    status: string(role?.doing ?? "down"),
    proposal: orNone(role?.proposal),
    number: integer(role?.number ?? 0),
    decision: orNone(role?.decision),
  });
}

function entriesIn(value: unknown): readonly BoardEntry[] {
  return Array.isArray(value) ? value : [];
}

function entryOf(entry: BoardEntry | undefined): TlaValue {
  return record({ value: orNone(entry?.value), number: integer(entry?.number ?? 0) });
}

function operationOf({ kind, entry }: { readonly kind?: unknown; readonly entry?: BoardEntry }): TlaValue {
  if (entry === undefined) return record({ kind: string(String(kind)) });
  return record({ kind: string(String(kind)), by: model(entry.by), entry: entryOf(entry) });
}

export const counterConsensusProtocol: Protocol = {
  name: "counter-consensus",
  problem: "equivalence",
  mapping: counterConsensusMapping([]),
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: boundsOf(constants),
    mapping: counterConsensusMapping(setNamed(constants, "Node")),
  }),
  replays: [
    {
      name: "CounterConsensus_3_OneCrashes",
      module: "MCCounterConsensus",
      constants: { ...constantsOf(3), overrides: { MayPropose: "ItsOwn", MayCrash: "OnlyTheFirst" } },
      behaviours: 100,
      depth: 60,
    },
  ],
  runs: [
    {
      name: "CounterConsensus_4_Runs",
      module: "MCCounterConsensus",
      constants: constantsOf(4),
      runs: 60,
      steps: 60,
      faults: ["Crash"],
    },
  ],
  ends,
  endsOf,
  twins: counterConsensusTwins,
  properties,
  explorations: [{ name: "CounterConsensus_2_EveryValue", constants: { ...constantsOf(2), overrides: {} } }],
};
