/**
 * The bounds that the models of epoch consensus put on the environment, as `MCEpochConsensus` defines them.
 *
 * @module
 */
import type { NodeState } from "../../src/consensus/epoch-consensus/state.ts";
import type { Addressed } from "../../src/core/system.ts";
import { type Constants, overrideOf, valueNamed } from "../engine/constants.ts";
import { type Environment, everyFault } from "../engine/environment.ts";

const file = "epoch-consensus.bounds.ts";

/** The nodes that bounds single out. */
type Singled = Readonly<Record<"n1" | "n2" | "n3", string>>;

const nodeBounds: Readonly<Record<string, (node: string, singled: Singled) => boolean>> = {
  Never: () => false,
  Always: () => true,
  OnlyTheFirst: (node, { n1 }) => node === n1,
  OnlyTheSecond: (node, { n2 }) => node === n2,
  OnlyTheThird: (node, { n3 }) => node === n3,
  AllButTheFirst: (node, { n1 }) => node !== n1,
  AllButThree: (node, { n1, n2, n3 }) => ![n1, n2, n3].includes(node),
  AllButTwo: (node, { n1, n2 }) => ![n1, n2].includes(node),
};

/** Who may start which epoch: the epochs, by node. Whoever is not named may start the epochs of `others`. */
interface Starts {
  readonly n1?: readonly number[];
  readonly n2?: readonly number[];
  readonly n3?: readonly number[];
  readonly others?: readonly number[];
}

const suspicionBounds: Readonly<Record<string, Starts>> = {
  FirstStartsOne: { n1: [1] },
  FirstStartsTwo: { n1: [1, 2] },
  TwoStartOne: { n1: [1], n2: [1] },
  TwoStartTwo: { n1: [1, 2], n2: [1, 2] },
  FirstThenSecond: { n1: [1], n2: [2] },
  FirstThenThird: { n1: [1], n3: [1, 2] },
  ThirdFollowsFirst: { n1: [1], n3: [2] },
  FirstSecondFirst: { n1: [1, 3], n2: [2] },
  FirstSecondThird: { n1: [1], n2: [2], n3: [3] },
  AnybodyStartsThree: { n1: [1, 2, 3], n2: [1, 2, 3], n3: [1, 2, 3], others: [1, 2, 3] },
};

interface Wants {
  /** Whether only a node that leads has clients. */
  readonly whileLeading: boolean;
  readonly owns: (node: string, value: string, singled: Singled) => boolean;
}

const isOwn: Wants["owns"] = (node, value, { n1, n2, n3 }) =>
  (node === n1 && value === "v1") || ([n2, n3].includes(node) && value === "v2");

const proposalBounds: Readonly<Record<string, Wants>> = {
  NobodyAsks: { whileLeading: true, owns: () => false },
  OwnValue: { whileLeading: false, owns: isOwn },
  LeaderHasOwnValue: { whileLeading: true, owns: isOwn },
  LeaderHasAnyValue: { whileLeading: true, owns: () => true },
};

const messageBounds: Readonly<Record<string, (message: Addressed, singled: Singled, role?: unknown) => boolean>> = {
  Always: () => true,
  ButDecisions: ({ kind }) => kind !== "decide",
  OnlyTheOpenHear: (_message, _singled, role) => !isNode(role) || role.decision === null,
  NotBetweenFirstAndThird: (message, { n1, n3 }) => !isBetween(message, n1, n3),
  NotBetweenFirstAndSecond: (message, { n1, n2 }) => !isBetween(message, n1, n2),
  OnlyCandidaciesAndVotes: ({ kind }) => kind === "requestVote" || kind === "vote",
  OnlyTheSecondIsAsked: ({ kind, to }, { n1, n2 }) =>
    kind === "vote" || (kind === "requestVote" ? to === n2 : kind === "propose" && to !== n1),
  LedApart: (message, { n1, n2, n3 }) => {
    const { kind, from, to } = message;
    if (epochIn(message) !== 1) return from !== n1 && to !== n1;
    return (kind === "requestVote" && to === n2) || [from, to].every((node) => node !== n2 && node !== n3);
  },
};

/** The same bounds that the constants put on the model. */
export function environmentOf(constants: Constants): Environment {
  const singled = singledOut(constants);
  const nodesIn = (operator: string): ((node: string) => boolean) => {
    const bound = overrideOf(constants, operator, nodeBounds, file) ?? (() => true);
    return (node) => bound(node, singled);
  };
  const messagesIn = (operator: string, usual: boolean): ((message: Addressed, role?: unknown) => boolean) => {
    const bound = overrideOf(constants, operator, messageBounds, file) ?? (() => usual);
    return (message, role) => bound(message, singled, role);
  };
  const mayAskAgain = nodesIn("MayAskAgain");
  const mayResend = nodesIn("MayResend");
  const mayCheckQuorum = nodesIn("MayCheckQuorum");
  return {
    disk: "answers",
    offers: ({ node }, name, role) => {
      if (name === "suspect") return maySuspect(constants, node, role);
      if (name === "propose") return mayProposeNow(constants, role);
      if (name === "askAgain") return mayAskAgain(node);
      if (name === "checkQuorum") return mayCheckQuorum(node);
      return name !== "resend" || mayResend(node);
    },
    mayLag: nodesIn("MayLag"),
    mayArrive: messagesIn("MayArrive", true),
    mayCrash: nodesIn("MayCrash"),
    mayTear: nodesIn("MayTear"),
    mayRestart: nodesIn("MayRestart"),
    mayLose: messagesIn("MayLose", false),
    mayTake: everyFault.mayTake,
  };
}

/** Whether a client of this node ever wants this value. */
export function mayPropose(constants: Constants, node: string, value: string): boolean {
  return overrideOf(constants, "MayPropose", proposalBounds, file)?.owns(node, value, singledOut(constants)) ?? true;
}

function mayProposeNow(constants: Constants, role: unknown): boolean {
  const bound = overrideOf(constants, "MayPropose", proposalBounds, file);
  return bound?.whileLeading !== true || (isNode(role) && role.role === "leader");
}

/** Epochs would grow for ever. */
function maySuspect(constants: Constants, node: string, role: unknown): boolean {
  const bound = overrideOf(constants, "MaySuspect", suspicionBounds, file);
  if (bound === undefined) return true;
  const { n1, n2, n3 } = singledOut(constants);
  const starts = new Map([
    [n1, bound.n1],
    [n2, bound.n2],
    [n3, bound.n3],
  ]);
  const own = starts.has(node) ? starts.get(node) : bound.others;
  return isNode(role) && (own?.includes(role.epoch + 1) ?? false);
}

function isNode(role: unknown): role is Pick<NodeState, "role" | "epoch" | "decision"> {
  return typeof role === "object" && role !== null && "role" in role && "epoch" in role && "decision" in role;
}

function isBetween({ from, to }: Addressed, one: string, other: string): boolean {
  return (from === one && to === other) || (from === other && to === one);
}

/** A wish is of no epoch. */
function epochIn(message: Addressed): unknown {
  const { epoch }: { readonly epoch?: unknown } = Object(message);
  return epoch;
}

function singledOut(constants: Constants): Singled {
  return { n1: valueNamed(constants, "n1"), n2: valueNamed(constants, "n2"), n3: valueNamed(constants, "n3") };
}
