/**
 * A node that decides by a log: the first proposal that the log tells is the decision, whoever has appended it.
 *
 * Specification: `LogConsensus`. There is no durable part: after a crash the log tells everything once more. What the log
 * is does not matter, as long as it keeps the contract of {@link SharedLog}: epoch broadcast does.
 *
 * @module
 */
import type { ProposeRequest } from "../../consensus/epoch-consensus/proposal.ts";
import type { Value } from "../../consensus/epoch-consensus/record.ts";
import { type EffectOf, type EventOf, impossible, invoking, next, type Outcome } from "../../core/description.ts";
import type { Invoke } from "../../core/effect.ts";
import { type Role, roleOf } from "../../core/role.ts";
import type { Heard } from "../../core/system.ts";
import { countIn, fieldsIn, listIn, textIn } from "../../core/taking-in.ts";
import type { LogOperation } from "../../environment/shared-log.ts";
import type { BroadcastRequest } from "../../total-order-broadcast/epoch-broadcast/log-entry.ts";
import { aProposer, type ProposerOptions, type Proposing, proposing } from "../proposing.ts";

/** What a node hears: the first of a piece of the log, and the so-manieth of all it is. */
export interface ProposalTold {
  readonly first: number;
  readonly value: Value;
}

/** The types of a node. */
export interface LogConsensusTypes {
  readonly options: ProposerOptions;
  readonly state: Proposing;
  readonly record: null;
  readonly received: never;
  readonly sent: never;
  readonly request: ProposeRequest;
  readonly told: Value;
  readonly timer: "askAgain";
  readonly invoked: Invoke<"log", LogOperation<BroadcastRequest>>;
  readonly heard: Heard<"log", ProposalTold>;
  readonly status: "undecided" | "decided";
}

/** What a node can be given. */
export type LogConsensusEvent = EventOf<LogConsensusTypes>;

/** What a node can ask for. */
export type LogConsensusEffect = EffectOf<LogConsensusTypes>;

type Then = Outcome<LogConsensusTypes>;

const name = "consensus on a log";

/**
 * The node as a description.
 *
 * @see [The circle](page:docs/equivalence/circle.md)
 * @see [LogConsensus](page:spec/equivalence/LogConsensus.tla)
 * @example
 * ```ts
 * import { logProposer, proposalOf } from "quorate/equivalence";
 *
 * const { state } = logProposer.start({ self: "a" });
 * const asked = logProposer.step(state, proposalOf("tea"));
 * console.log(asked.effects.map(({ kind }) => kind)); // [ 'invoke', 'setTimer' ]
 * const values = [{ client: "b", number: 1, value: "coffee" }, { client: "a", number: 1, value: "tea" }];
 * const heard = logProposer.step(asked.state, { kind: "heard", object: "log", outcome: { first: 1, values } });
 * console.log(heard.state.decision); // coffee
 * console.log(logProposer.recover({ self: "a" }, null).state.decision); // null
 * ```
 */
export const logProposer: Role<LogConsensusTypes> = roleOf<LogConsensusTypes>({
  ...aProposer,
  name,
  specification: "LogConsensus",
  begin,
  recover: begin,
  status: ({ decision }) => (decision === null ? "undecided" : "decided"),
  timers: ({ proposal, decision }) => (proposal !== null && decision === null ? ["askAgain"] : []),
  messages: {},
  objects: {
    log: ({ first, values }, { maxLength }) => {
      const [proposal] = listIn(values, "outcome.values");
      const { value } = fieldsIn(proposal, "outcome.values[0]");
      return { first: countIn(first, "outcome.first"), value: textIn(value, "outcome.values[0].value", maxLength) };
    },
  },
  actions: {
    Propose: { request: "propose", step: propose },
    AskAgain: { timer: "askAgain", step: askAgain },
    Hear: { object: "log", step: hear },
  },
});

/**
 * A node that knows nothing yet. After a crash it is the same.
 *
 * @throws Error if the limit is none.
 * @spec LogConsensus!Begun
 * @spec LogConsensus!Recovered
 */
function begin(options: ProposerOptions): Proposing {
  return proposing(name, options);
}

/** @spec LogConsensus!Propose */
function propose(state: Proposing, { value }: ProposeRequest): Then {
  if (state.proposal !== null || state.decision !== null) return next(state);
  return askAgain({ ...state, proposal: value });
}

/** @spec LogConsensus!AskAgain */
function askAgain(state: Proposing): Then {
  return invoking(state, appending(state));
}

/** Only the first of all counts. @spec LogConsensus!Hear */
function hear(state: Proposing, { first, value }: ProposalTold): Then {
  if (state.decision === null) {
    return first === 1 ? next({ ...state, decision: value }) : impossible(`the log begins at ${first}`);
  }
  return first === 1 && value !== state.decision ? impossible("the log begins anew, and otherwise") : next(state);
}

/** A node proposes once, so it has one request. @spec LogConsensus!Proposal */
function appending({ self, proposal }: Proposing): LogConsensusTypes["invoked"] {
  const request: BroadcastRequest = { client: self, number: 1, value: proposal };
  return { kind: "invoke", object: "log", operation: { broadcast: [request] } };
}
