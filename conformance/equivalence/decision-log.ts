/**
 * What is shown of a log of decisions, which are an object: the bounds of its models, the behaviours that are replayed, the
 * runs that TLC has to accept, and the twins that must be rejected.
 *
 * @module
 */
import { lookUp } from "../../src/core/dictionary.ts";
import { itemAt } from "../../src/core/sequence.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { SharedDecisions } from "../../src/environment/shared-decisions.ts";
import type { DecisionLogState } from "../../src/equivalence/decision-log/node.ts";
import { type Constants, setNamed } from "../engine/constants.ts";
import type { Mapping } from "../engine/mapping.ts";
import type { Protocol } from "../engine/protocol.ts";
import { integer, model, record, sequence, set, string, type TlaValue } from "../engine/tla-value.ts";
import { environmentOf, systemOf } from "./decision-log.bounds.ts";
import { ends, endsOf } from "./decision-log.ends.ts";
import { decisionLogProperties } from "./decision-log.properties.ts";
import { decisionLogTwins } from "./decision-log.twins.ts";
import { at } from "./proposers.ts";

/** @param places - how many the model has */
export function decisionLogMapping(places: number): Mapping<DecisionLogState> {
  const eachPlace = Array.from({ length: places }, (_, i) => i + 1);
  return {
    specification: "DecisionLog",
    variables: { state: 1, inFlight: 0, decision: 0, broadcast: 0, delivered: 1 },
    ranges: { n: "Node", r: "Request", p: "Place" },

    leavesOf: ({ node }, { role, told }: Situation<DecisionLogState>) => [
      at(
        "state",
        node,
        record({
          status: string(role === undefined ? "down" : "up"),
          pending: sequence((role?.pending ?? []).map(requestOf)),
          known: sequence(eachPlace.map((place) => orNone(role === undefined ? undefined : knownAt(role, place)))),
        }),
      ),
      at("delivered", node, sequence(told.map(({ value }) => model(String(value))))),
    ],

    leavesOfObject: (_, { inFlight, decided }: SharedDecisions) => [
      {
        variable: "inFlight",
        path: [],
        value: set(
          inFlight.map(({ place, value }) => record({ place: integer(place), value: requestOf(String(value)) })),
        ),
      },
      {
        variable: "decision",
        path: [],
        value: sequence(
          eachPlace.map((place) => orNone(decided.find((one) => one.place === place)?.value?.toString())),
        ),
      },
    ],

    asked: {
      variables: ["broadcast"],
      elementsOf: (_, request) =>
        "requests" in request && Array.isArray(request.requests) ? request.requests.map(String) : [],
      valueOf: (request) => model(String(request)),
    },
  };
}

function knownAt({ decided, ahead }: DecisionLogState, place: number): string | undefined {
  return place <= decided.length ? itemAt(decided, place - 1) : lookUp(ahead, String(place));
}

/** A request is proposed as its text. */
function requestOf(text: string): TlaValue {
  return model(String(JSON.parse(text)));
}

function orNone(text: string | undefined): TlaValue {
  return text === undefined ? model("None") : requestOf(text);
}

export const decisionLogProtocol: Protocol = {
  name: "decision-log",
  problem: "equivalence",
  mapping: decisionLogMapping(0),
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: environmentOf(constants),
    mapping: decisionLogMapping(setNamed(constants, "Place").length),
  }),
  replays: [
    {
      name: "DecisionLog_3_EveryFault",
      module: "MCDecisionLog",
      constants: constantsOf(3, ["a", "b", "c"]),
      behaviours: 100,
      depth: 40,
    },
  ],
  runs: [
    {
      name: "DecisionLog_3_Runs",
      module: "MCDecisionLog",
      constants: constantsOf(3, ["a", "b", "c", "d"]),
      runs: 60,
      steps: 50,
      faults: ["Crash", "DecisionsMiss"],
    },
  ],
  ends,
  endsOf,
  twins: decisionLogTwins,
  properties: decisionLogProperties,
  explorations: [{ name: "DecisionLog_2_ThreeRequests", constants: constantsOf(2, ["a", "b", "c"]) }],
};

function constantsOf(nodes: number, requests: readonly string[]): Constants {
  return {
    sets: {
      Node: Array.from({ length: nodes }, (_, i) => `n${i + 1}`),
      Request: requests,
      Place: requests.map((_, i) => `${i + 1}`),
    },
    values: { None: "None", n1: "n1", a: "a" },
    overrides: {},
  };
}
