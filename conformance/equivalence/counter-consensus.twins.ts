/**
 * The mistakes of the models that must fail, made once more in the step functions or in the counter. Each must be rejected
 * by conformance.
 *
 * @module
 */
import type { Part } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { atomicObject } from "../../src/environment/atomic-object.ts";
import { sharedBoard } from "../../src/environment/shared-board.ts";
import type { CounterProposing } from "../../src/equivalence/counter-consensus/proposer.ts";
import { counterProposerPart } from "../../src/equivalence/counter-consensus/system.ts";
import { type Given, type Mistake, mistaken } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { systemOf } from "./counter-consensus.bounds.ts";
import { decidingAtItsRestart } from "./proposers.ts";

const against = "CounterConsensus_2";
const prefix = "CounterConsensus_Bug_";

export const counterConsensusTwins: readonly Twin[] = [
  twin("EverybodyIsFirst", (part) => mistaken(part, everybodyIsFirst)),
  twin("TakesAnotherNumber", (part) => mistaken(part, takesAnotherNumber)),
  twin("CountsUnannounced", (part) => mistaken(part, announcesNothing)),
  twin("DecidesAtItsRestart", (part) => decidingAtItsRestart(part, { doing: "done" })),
  {
    name: `${prefix}CounterStays`,
    against,
    systemOf: (constants) => ({
      ...systemOf(constants),
      objects: [
        sharedBoard("board"),
        atomicObject("counter", 0, "CountUnheard", (number) => ({ value: number, result: { number: number + 1 } })),
      ],
    }),
  },
];

type ProposerLike = Part<CounterProposing>;

function twin(name: string, alter: (part: ProposerLike) => ProposerLike): Twin {
  return {
    name: `${prefix}${name}`,
    against,
    systemOf: (constants) => systemOf(constants, (options, values) => alter(counterProposerPart(options, values))),
  };
}

/** Takes any number for the first. */
const everybodyIsFirst: Mistake<CounterProposing> = (state, event, part) => {
  const number = heardOf(event, "counter")?.number;
  if (typeof number !== "number" || number === 1) return undefined;
  const right = part.step(state, event);
  if (right.outcome !== "changed") return undefined;
  const first = part.step(state, { kind: "heard", object: "counter", outcome: { number: 1 } });
  const delivers = first.effects.filter(({ kind }) => kind === "deliver");
  return { ...right, state: { ...right.state, decision: state.proposal }, effects: [...delivers, ...right.effects] };
};

/** Does not look whether it has been here before. */
const takesAnotherNumber: Mistake<CounterProposing> = (state, event, part) => {
  if (heardOf(event, "board") === undefined || state.doing !== "looking") return undefined;
  return part.step(state, { kind: "heard", object: "board", outcome: { entries: [] } });
};

/** Writes nothing before it takes a number. */
const announcesNothing: Mistake<CounterProposing> = (state, event, part) => {
  if (heardOf(event, "board") === undefined || state.doing !== "looking") return undefined;
  const right = part.step({ ...state, proposal: null }, event);
  return right.outcome === "changed" ? { ...right, state: { ...right.state, proposal: state.proposal } } : undefined;
};

function heardOf(event: Given, object: string): Readonly<Record<string, unknown>> | undefined {
  if (!("object" in event) || event.object !== object || !("outcome" in event)) return undefined;
  return hasFields(event.outcome) ? event.outcome : undefined;
}
