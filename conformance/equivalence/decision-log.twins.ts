/**
 * The mistakes of the models that must fail, made once more in the step functions or in the decisions. Each must be
 * rejected by conformance.
 *
 * @module
 */
import { emptyDictionary } from "../../src/core/dictionary.ts";
import type { ObjectOutcome, SharedObject } from "../../src/core/object.ts";
import { append, emptySequence } from "../../src/core/sequence.ts";
import { answered } from "../../src/core/step.ts";
import type { AnyEffect, Part } from "../../src/core/system.ts";
import { type SharedDecisions, sharedDecisions } from "../../src/environment/shared-decisions.ts";
import type { DecisionLogState } from "../../src/equivalence/decision-log/node.ts";
import { decisionLogPart } from "../../src/equivalence/decision-log/system.ts";
import { type Constants, setNamed } from "../engine/constants.ts";
import { type Given, type Mistake, mistaken, recovering } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { systemOf } from "./decision-log.bounds.ts";

const against = "DecisionLog_2";
const prefix = "DecisionLog_Bug_";

export const decisionLogTwins: readonly Twin[] = [
  twin("StepsOver", (part) => mistaken(part, stepsOver)),
  twin("DeliversTwice", (part) => mistaken(part, deliversTwice)),
  twin("ProposesNothing", (part) => mistaken(part, proposesNothing)),
  twin("IgnoresOthers", (part) => mistaken(part, ignoresOthers)),
  twin(
    "ForgetsWhatLost",
    afterHearing((_, after) => ({ ...after, pending: [] })),
  ),
  twin(
    "GoesOnWaiting",
    afterHearing((before, after) => ({ ...after, pending: before.pending })),
  ),
  twin("GoesOnAfterItsRestart", (part) =>
    recovering(part, ({ state, effects }) => ({
      state: { ...state, decided: append(emptySequence, '"a"') },
      effects,
    })),
  ),
  onDecisions("DecidesUnproposed", (decisions, constants) => ({
    ...decisions,
    outcomes: (state, node) => decisions.outcomes({ ...state, inFlight: everyProposal(constants, state) }, node),
  })),
  onDecisions("DecidesAnew", (decisions) => ({
    ...decisions,
    invoked: (state, by, proposal) => {
      const { inFlight } = decisions.invoked({ ...state, decided: [] }, by, proposal);
      return { ...state, inFlight };
    },
    outcomes: (state) => [
      ...decisions.outcomes(state, ""),
      ...state.inFlight.map((outcome): ObjectOutcome<SharedDecisions> => {
        const others = state.decided.filter(({ place }) => place !== outcome.place);
        return { outcome, state: { ...state, decided: [...others, outcome] } };
      }),
    ],
  })),
];

type LogLike = Part<DecisionLogState>;
type Decisions = SharedObject<SharedDecisions>;

function twin(name: string, alter: (part: LogLike) => LogLike): Twin {
  return {
    name: `${prefix}${name}`,
    against,
    systemOf: (constants) => systemOf(constants, (options, requests) => alter(decisionLogPart(options, requests))),
  };
}

function onDecisions(name: string, alter: (decisions: Decisions, constants: Constants) => Decisions): Twin {
  const decisions: Decisions = sharedDecisions("decisions");
  return {
    name: `${prefix}${name}`,
    against,
    systemOf: (constants) => ({ ...systemOf(constants), objects: [alter(decisions, constants)] }),
  };
}

/** Takes what it is told for the next place, whichever it is. */
const stepsOver: Mistake<DecisionLogState> = (state, event, part) => {
  const outcome = decidedIn(event);
  if (outcome === undefined || outcome.place <= state.decided.length + 1) return undefined;
  const place = state.decided.length + 1;
  return part.step(state, { kind: "heard", object: "decisions", outcome: { ...outcome, place } });
};

/** Forgets what it has delivered, and so delivers it again, and takes and proposes it again. */
const deliversTwice: Mistake<DecisionLogState> = (state, event, part) => {
  if (decidedIn(event) === undefined && event.kind !== "broadcast") return undefined;
  const right = part.step({ ...state, known: emptyDictionary }, event);
  return right.outcome === "answered" ? { ...right, state } : right;
};

/** Proposes what is no request. */
const proposesNothing: Mistake<DecisionLogState> = (state, event, part) => {
  const right = part.step(state, event);
  if (right.outcome === "refused") return undefined;
  const effects = right.effects.map((effect): AnyEffect => {
    if (effect.kind !== "invoke") return effect;
    const { place }: { place?: unknown } = Object(effect.operation);
    return { ...effect, operation: { place, value: '"None"' } };
  });
  return { ...right, effects };
};

/** Heeds what is decided only while something of its own waits. */
const ignoresOthers: Mistake<DecisionLogState> = (state, event) =>
  decidedIn(event) !== undefined && state.pending.length === 0 ? answered(state, []) : undefined;

/** What a node keeps for waiting, once it has heard something. */
function afterHearing(
  change: (before: DecisionLogState, after: DecisionLogState) => DecisionLogState,
): (part: LogLike) => LogLike {
  return (part) =>
    mistaken(part, (state, event) => {
      const right = part.step(state, event);
      const isInTurn = right.state.decided.length > state.decided.length;
      if (!isInTurn || right.outcome !== "changed") return undefined;
      const effects = right.effects.filter(({ kind }) => kind !== "cancelTimer");
      return { ...right, state: change(state, right.state), effects };
    });
}

function decidedIn(event: Given): { readonly place: number; readonly value: unknown } | undefined {
  if (event.kind !== "heard" || !("outcome" in event)) return undefined;
  const { place, value } = Object(event.outcome);
  return typeof place === "number" ? { place, value } : undefined;
}

function everyProposal(constants: Constants, { decided }: SharedDecisions): SharedDecisions["inFlight"] {
  const open = setNamed(constants, "Place").filter((place) => !decided.some((one) => `${one.place}` === place));
  return open.flatMap((place) =>
    setNamed(constants, "Request").map((request) => ({ place: Number(place), value: JSON.stringify(request) })),
  );
}
