/**
 * A node that decides by a register that compares and sets: whoever finds it empty fills it, and everybody decides what
 * is in it.
 *
 * Specification: `RegisterConsensus`. There is no durable part: after a crash a node looks what the register holds. What
 * the register is does not matter, as long as it keeps the contract of `AtomicObject`.
 *
 * @module
 */
import type { ProposeRequest } from "../../consensus/epoch-consensus/proposal.ts";
import type { Value } from "../../consensus/epoch-consensus/record.ts";
import { type EffectOf, type EventOf, impossible, invoking, next, type Outcome } from "../../core/description.ts";
import type { Invoke } from "../../core/effect.ts";
import { type Role, roleOf } from "../../core/role.ts";
import type { Heard } from "../../core/system.ts";
import type { CompareAndSet } from "../../environment/shared-register.ts";
import { aProposer, type ProposerOptions, type Proposing, proposing, valueOrNothingIn } from "../proposing.ts";

/** What a node hears: what the register held before its operation. */
export interface Held {
  readonly held: Value | null;
}

/** The types of a node. */
export interface RegisterConsensusTypes {
  readonly options: ProposerOptions;
  readonly state: Proposing;
  readonly record: null;
  readonly received: never;
  readonly sent: never;
  readonly request: ProposeRequest;
  readonly told: Value;
  readonly timer: "askAgain";
  readonly invoked: Invoke<"register", CompareAndSet>;
  readonly heard: Heard<"register", Held>;
  readonly status: "undecided" | "decided";
}

/** What a node can be given. */
export type RegisterConsensusEvent = EventOf<RegisterConsensusTypes>;

/** What a node can ask for. */
export type RegisterConsensusEffect = EffectOf<RegisterConsensusTypes>;

type Then = Outcome<RegisterConsensusTypes>;

const name = "consensus on a register";

/**
 * The node as a description.
 *
 * @see [The circle](page:docs/equivalence/circle.md)
 * @see [RegisterConsensus](page:spec/equivalence/RegisterConsensus.tla)
 * @example
 * ```ts
 * import { proposalOf, registerProposer } from "quorate/equivalence";
 *
 * const { state } = registerProposer.start({ self: "a" });
 * const asked = registerProposer.step(state, proposalOf("tea"));
 * console.log(asked.effects.map(({ kind }) => kind)); // [ 'invoke' ]
 * const outcome = { set: false, held: "coffee" };
 * const heard = registerProposer.step(asked.state, { kind: "heard", object: "register", outcome });
 * console.log(heard.state.decision); // coffee
 * console.log(registerProposer.recover({ self: "a" }, null).state.decision); // null
 * ```
 */
export const registerProposer: Role<RegisterConsensusTypes> = roleOf<RegisterConsensusTypes>({
  ...aProposer,
  name,
  specification: "RegisterConsensus",
  begin,
  recover: begin,
  status: ({ decision }) => (decision === null ? "undecided" : "decided"),
  timers: ({ decision }) => (decision === null ? ["askAgain"] : []),
  messages: {},
  objects: { register: ({ held }, state) => ({ held: valueOrNothingIn(held, "outcome.held", state) }) },
  actions: {
    Propose: { request: "propose", step: propose },
    AskAgain: { timer: "askAgain", step: askAgain },
    Hear: { object: "register", step: hear },
  },
});

/**
 * A node that knows nothing yet. After a crash it is the same.
 *
 * @throws Error if the limit is none.
 * @spec RegisterConsensus!Begun
 * @spec RegisterConsensus!Recovered
 */
function begin(options: ProposerOptions): Proposing {
  return proposing(name, options);
}

/** @spec RegisterConsensus!Propose */
function propose(state: Proposing, { value }: ProposeRequest): Then {
  if (state.proposal !== null || state.decision !== null) return next(state);
  return invoking({ ...state, proposal: value }, attempt(value));
}

/** @spec RegisterConsensus!AskAgain */
function askAgain(state: Proposing): Then {
  return invoking(state, attempt(state.proposal));
}

/**
 * What the register held before is the decision. If it held nothing, it holds now what was set, and the node looks: it
 * cannot know which of its operations this is the answer to.
 *
 * @spec RegisterConsensus!Hear
 */
function hear(state: Proposing, { held }: Held): Then {
  const { proposal, decision } = state;
  if (decision !== null) return held === decision ? next(state) : impossible("the register holds something else");
  if (held !== null) return next({ ...state, decision: held });
  return proposal === null ? next(state) : invoking(state, attempt(proposal));
}

/** To look is to set nothing to nothing. @spec RegisterConsensus!Attempt */
function attempt(value: Value | null): RegisterConsensusTypes["invoked"] {
  return { kind: "invoke", object: "register", operation: { expected: null, new: value } };
}
