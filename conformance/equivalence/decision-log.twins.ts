/**
 * The mistakes of the models that must fail, made once more in the step functions or in the decisions. Each must be
 * rejected by conformance.
 *
 * @module
 */
import { emptyDictionary, lookUp, rowsOf, withValue } from "../../src/core/dictionary.ts";
import type { ObjectOutcome, SharedObject } from "../../src/core/object.ts";
import type { PlainData } from "../../src/core/plain-data.ts";
import { append, emptySequence, itemAt } from "../../src/core/sequence.ts";
import { answered, changed } from "../../src/core/step.ts";
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
  // Two requests fill more than the two places of the model, in which nobody proposes for a third.
  onDecisions("DeliversTwice", onlyForPlaces, (part) => mistaken(part, deliversTwice)),
  twin("ProposesNothing", (part) => mistaken(part, proposesNothing)),
  twin("IgnoresOthers", (part) => mistaken(part, ignoresOthers)),
  twin(
    "ForgetsWhatLost",
    afterHearing(() => []),
  ),
  twin(
    "GoesOnWaiting",
    afterHearing(({ pending }) => pending),
  ),
  twin("GoesOnAfterItsRestart", (part) =>
    recovering(part, ({ state, effects }) => ({
      state: { ...state, decided: append(emptySequence, '"a"') },
      effects,
    })),
  ),
  onDecisions("DecidesUnproposed", (decisions, constants) => ({
    ...decisions,
    outcomes: (state, node) =>
      decisions
        .outcomes({ ...state, inFlight: everyProposal(constants, state) }, node)
        .map(({ outcome, state: after }) => {
          const inFlight = state.inFlight.filter(({ place }) => !after.decided.some((one) => one.place === place));
          return { outcome, state: { ...after, inFlight } };
        }),
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

const stopsAsking: AnyEffect = { kind: "cancelTimer", timer: "askAgain" };

function twin(name: string, alter: (part: LogLike) => LogLike): Twin {
  return {
    name: `${prefix}${name}`,
    against,
    systemOf: (constants) => systemOf(constants, (options, requests) => alter(decisionLogPart(options, requests))),
  };
}

function onDecisions(
  name: string,
  alter: (decisions: Decisions, constants: Constants) => Decisions,
  alterPart: (part: LogLike) => LogLike = (part) => part,
): Twin {
  const decisions: Decisions = sharedDecisions("decisions");
  const { systemOf: systemOfTwin, ...named } = twin(name, alterPart);
  return {
    ...named,
    systemOf: (constants) => ({ ...systemOfTwin(constants), objects: [alter(decisions, constants)] }),
  };
}

function onlyForPlaces(decisions: Decisions, constants: Constants): Decisions {
  const places = setNamed(constants, "Place");
  return {
    ...decisions,
    invoked: (state, by, proposal) =>
      places.includes(`${Object(proposal).place}`) ? decisions.invoked(state, by, proposal) : state,
  };
}

/** Delivers whatever it is told at once, and steps over the places of which it knows nothing. */
const stepsOver: Mistake<DecisionLogState> = (state, event, part) => {
  const outcome = decidedIn(event);
  if (outcome === undefined || outcome.place <= state.decided.length + 1) return undefined;
  const { state: after } = part.step(state, event);
  const text = lookUp(after.ahead, `${outcome.place}`);
  if (text === undefined || lookUp(after.known, text) !== undefined) return undefined;
  const delivered = append(after.delivered, JSON.parse(text) as PlainData);
  const known = withValue(after.known, text, true);
  const pending = after.pending.filter((waiting) => waiting !== text);
  const isDone = state.pending.length > 0 && pending.length === 0;
  return changed({ ...after, delivered, known, pending }, [
    { kind: "deliver", first: delivered.length, values: delivered },
    ...(isDone ? [stopsAsking] : []),
  ]);
};

/** Skips nothing that it has delivered, and proposes the first of it once more. */
const deliversTwice: Mistake<DecisionLogState> = (state, event, part) => {
  if (decidedIn(event) === undefined) return undefined;
  const right = part.step({ ...state, known: emptyDictionary }, event);
  if (right.outcome !== "changed") return undefined;
  const known = rowsOf(state.known).reduce((all, { name }) => withValue(all, name, true), right.state.known);
  const pending = right.state.pending.filter((text) => lookUp(known, text) === undefined);
  const effects = right.effects.map((effect): AnyEffect => {
    if (effect.kind !== "invoke") return effect;
    const value = JSON.stringify(itemAt(right.state.delivered, 0));
    return { ...effect, operation: { place: right.state.decided.length + 1, value } };
  });
  return changed({ ...right.state, known, pending }, effects);
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

/** What a node keeps waiting once something was in turn: it proposes the first of that. */
function afterHearing(
  pendingAfter: (before: DecisionLogState) => DecisionLogState["pending"],
): (part: LogLike) => LogLike {
  return (part) =>
    mistaken(part, (state, event) => {
      const right = part.step(state, event);
      if (right.outcome !== "changed" || right.state.decided.length === state.decided.length) return undefined;
      const pending = pendingAfter(state);
      const place = right.state.decided.length + 1;
      const told = right.effects.filter(({ kind }) => kind === "deliver");
      return changed({ ...right.state, pending }, [
        ...told,
        ...pending
          .slice(0, 1)
          .map((value): AnyEffect => ({ kind: "invoke", object: "decisions", operation: { place, value } })),
        ...(state.pending.length > 0 && pending.length === 0 ? [stopsAsking] : []),
      ]);
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
