/**
 * The mistakes of the models that must fail, made once more in the step functions or in the log. Each must be rejected by
 * conformance.
 *
 * @module
 */
import { answered } from "../../src/core/step.ts";
import type { System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { type SharedLog, sharedLog } from "../../src/environment/shared-log.ts";
import { logProposerPart } from "../../src/equivalence/log-consensus/system.ts";
import type { Proposing } from "../../src/equivalence/proposing.ts";
import { type Constants, setNamed } from "../engine/constants.ts";
import { type Given, type Mistake, mistaken } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { systemOf } from "./log-consensus.bounds.ts";
import { decidingAtItsRestart } from "./proposers.ts";

const against = "LogConsensus_2";
const prefix = "LogConsensus_Bug_";

export const logConsensusTwins: readonly Twin[] = [
  twin("DecidesTheLast", (_, news) => news.at(-1)),
  twin("DecidesItsOwn", ({ proposal }, news) => news.find(({ value }) => value === proposal) ?? news[0]),
  {
    name: `${prefix}DecidesAtItsRestart`,
    against,
    systemOf: (constants) =>
      systemOf(constants, (options, values) => decidingAtItsRestart(logProposerPart(options, values), {})),
  },
  {
    name: `${prefix}IgnoresOthers`,
    against,
    systemOf: (constants) =>
      systemOf(constants, (options, values) => mistaken(logProposerPart(options, values), ignoresOthers)),
  },
  { name: `${prefix}LogInvents`, against, systemOf: onLogThatInvents },
];

interface News {
  readonly value: unknown;
}

/** Takes another of what it is told for the first. */
function twin(name: string, first: (state: Proposing, news: readonly News[]) => News | undefined): Twin {
  const mistake: Mistake<Proposing> = (state, event, part) => {
    const news = newsIn(event);
    if (news === undefined || state.decision !== null) return undefined;
    return part.step(state, { kind: "heard", object: "log", outcome: { first: 1, values: [first(state, news)] } });
  };
  return {
    name: `${prefix}${name}`,
    against,
    systemOf: (constants) =>
      systemOf(constants, (options, values) => mistaken(logProposerPart(options, values), mistake)),
  };
}

/** Heeds what the log tells only if it proposes something itself. */
const ignoresOthers: Mistake<Proposing> = (state, event) =>
  newsIn(event) !== undefined && state.proposal === null ? answered(state, []) : undefined;

function newsIn(event: Given): readonly News[] | undefined {
  if (event.kind !== "heard" || !("outcome" in event) || !hasFields(event.outcome)) return undefined;
  const { values } = event.outcome;
  return Array.isArray(values) ? values : undefined;
}

/** A log that has taken what nobody has proposed. */
function onLogThatInvents(constants: Constants): System {
  const nodes = setNamed(constants, "Node");
  const log = sharedLog("log", nodes);
  const invented = nodes.map((client) => ({ client, number: 1, value: "v1" }));
  const outcomes = (before: SharedLog, node: string): ReturnType<typeof log.outcomes> =>
    log
      .outcomes({ ...before, taken: invented }, node)
      .map(({ outcome, state }) => ({ outcome, state: { ...state, taken: before.taken } }));
  return { ...systemOf(constants), objects: [{ ...log, outcomes }] };
}
