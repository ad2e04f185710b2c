/**
 * The bounds that the models of epoch broadcast put on the environment, as `MCEpochBroadcast` defines them.
 *
 * @module
 */
import type { Addressed } from "../../src/core/system.ts";
import type { HandOver } from "../../src/total-order-broadcast/epoch-broadcast/handing-over.ts";
import type { Locate } from "../../src/total-order-broadcast/epoch-broadcast/locating.ts";
import type { Acknowledge, Append } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import { waits } from "../../src/total-order-broadcast/epoch-broadcast/round.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { type Constants, overrideOf, valueNamed } from "../engine/constants.ts";
import { type Environment, everyFault } from "../engine/environment.ts";

const file = "epoch-broadcast.bounds.ts";

/** The first, the second and the third node. */
type Names = readonly [string, string, string];

/**
 * What a bound sees of a node that is up: the epoch that a suspicion would begin, how much of its log is decided,
 * and how many nodes it has found, of which it knows where their logs and its own part.
 */
interface Seen {
  readonly epoch: number;
  readonly length: number;
  readonly decided: number;
  readonly found: number;
  /** To whom it is asked to hand over. */
  readonly to: string | undefined;
  /** How many rounds it has begun in its epoch, and whether the read waits for one. */
  readonly rounds: number;
  readonly waits: boolean;
}

type NodeBound = (node: string, names: Names, seen: Seen) => boolean;

const nodeBounds: Readonly<Record<string, NodeBound>> = {
  Never: () => false,
  NeverAt: () => false,
  Always: () => true,
  OnlyTheFirst: (node, [first]) => node === first,
  OnlyTheSecond: (node, [, second]) => node === second,
  AtTheFirst: (node, [first]) => node === first,
  OnceItHasDecided: (_node, _names, { decided }) => decided > 0,
  LaterOneByOne: (node, [first], { decided, length }) => decided > 0 && (node === first || decided === length),
  InItsStride: (node, [first], { decided }) => node === first && decided > 0,
  FirstThenSecond: (node, [first, second], { epoch }) =>
    (node === first && epoch === 1) || (node === second && epoch === 2),
  OnlyTheThird: (node, [, , third]) => node === third,
  FirstThenThird: (node, [first, , third], { epoch }) =>
    (node === first && epoch === 1) || (node === third && epoch === 2),
  FirstAndSecond: (node, [first, second], { epoch }) => (node === first || node === second) && epoch === 1,
  EachInTurn: (node, names, { epoch }) => node === names[epoch - 1],
  FirstSecondFirst: (node, [first, second], { epoch }) =>
    (node === first && (epoch === 1 || epoch === 3)) || (node === second && epoch === 2),
  SecondOnceItHasDecided: (node, [, second], { decided }) => node === second && decided > 0,
  SecondLooksWithARequest: (node, [, second], { length, found }) => node === second && length > 1 && found === 0,
  OnlyTheFirstInEpochOne: (node, [first], { epoch }) => node === first && epoch === 2,
  FirstTwice: (node, [first], { epoch }) => node === first && epoch <= 2,
  FirstToSecond: (node, [first, second], { to }) => node === first && to === second,
  UpToThree: (_node, _names, { epoch }) => epoch <= 3,
  BeforeTheThird: (_node, _names, { epoch }) => epoch <= 3,
  OnlyTheFirstOnce: (node, [first], { epoch }) => node === first && epoch === 1,
  AtTheSecond: (node, [, second]) => node === second,
  SecondThenFirst: (node, [first, second], { epoch }) =>
    (node === second && epoch === 1) || (node === first && epoch === 2),
  SecondTwice: (node, [, second], { epoch }) => node === second && epoch <= 2,
  SecondAfterARound: (node, [, second], { epoch, rounds }) => node === second && epoch === 2 && rounds === 1,
  TwoRounds: (_node, _names, seen) => hasTwoRounds(seen),
  TwoRoundsAtTheFirst: (node, [first], seen) => node === first && hasTwoRounds(seen),
  TwoRoundsAtTheSecond: (node, [, second], seen) => node === second && hasTwoRounds(seen),
};

/** In each epoch there are two at most, and whoever waits may ask again. */
function hasTwoRounds({ rounds, waits: isWaiting }: Seen): boolean {
  return rounds < 2 || isWaiting;
}

type MessageBound = (message: Addressed, names: Names, seen: Seen) => boolean;

/** The second node has so many entries from the first, and mends it; the third is there to vote. */
function reachesSecond(entries: number): MessageBound {
  return (message, [first, second, third]) => {
    const { kind, from, to } = message;
    if (kind === "append") return from === first ? to === second && placeIn(message) < entries : to === first;
    return kind === "newer" ? to === first : kind !== "vote" || from === third;
  };
}

const messageBounds: Readonly<Record<string, MessageBound>> = {
  Never: () => false,
  Always: () => true,
  FirstReachesThird: ({ kind, from, to }, [first, second]) => !(kind === "append" && from === first && to === second),
  FirstAndSecondApart: ({ kind, from, to }, [first, second]) =>
    to === second ? from !== first || kind === "requestVote" : to !== first || from !== second,
  EachReachesOne: ({ kind, from, to }, [first, second, third]) =>
    kind !== "append" || (from === first && to === third) || (from === third && to === second),
  OnlyTheThirdIsAsked: ({ kind, to }, [, , third]) => kind !== "requestVote" || to === third,
  FirstReachesNobody: ({ kind, from }, [first]) => !(kind === "append" && from === first),
  RequestReachesSecond: reachesSecond(2),
  WhatIsOfTheRequest: (message) =>
    message.kind === "append" ? placeIn(message) > 0 : message.kind === "acknowledge" && positionIn(message) > 1,
  InOrder: (message, _names, { length }) => message.kind !== "append" || placeIn(message) === length,
  ToTheThird: ({ to }, [, , third]) => to === third,
  FirstMendsSecond: (message, [, second, third]) =>
    message.kind === "append"
      ? epochIn(message) === 3 && message.to === second
      : message.kind !== "vote" || message.from === third,
  HandedOn: ({ kind, from, to }, [, second, third]) => kind !== "append" || to === (from === second ? third : second),
  MeetingInTheThird: (message, names) => {
    const [first, second] = names;
    const ends = [message.from, message.to];
    if (epochIn(message) === 1) return ends.every((node) => names.includes(node));
    return ends.every((node) => node !== first && node !== second);
  },
  ThirdDecides: ({ kind, from, to }, [first, , third]) =>
    !(kind === "append" && from === first) && (from === third || to === third || kind === "requestVote"),
  TailDisagrees: (message, [first, second, third]) => {
    const { kind, from, to } = message;
    if (kind === "requestVote") return to === third;
    if (kind !== "append") return true;
    if (from === first) return to === second && isAfterNothing(message);
    return to !== first || isOfTheDecided(message);
  },
  SecondIsAskedForItsVote: (message) => epochIn(message) !== 2 || message.kind === "requestVote",
  TwoAndTwo: (message, [first, , third]) => {
    const isOf = (node: string): boolean => message.from === node || message.to === node;
    if (epochIn(message) === 1) return !isOf(third);
    return !isOf(first) || (message.to === first && message.kind === "requestVote");
  },
  OpeningReachesSecond: reachesSecond(1),
  SecondMendsFirst: ({ kind, from, to }, [first, second, third]) =>
    kind === "append" ? from === second && to === first : kind !== "vote" || from === third,
};

/** Which request or timer an operator of the specification bounds. */
const bounded: Readonly<Record<string, string>> = {
  suspect: "MaySuspect",
  askAgain: "MayAskAgain",
  replicate: "MayReplicate",
  checkQuorum: "MayCheckQuorum",
  giveUp: "MayGiveUp",
  broadcast: "MayBroadcast",
  handOver: "MayHandOver",
  locate: "MayLocate",
};

/** The same bounds that the constants put on the model. */
export function environmentOf(constants: Constants): Environment {
  const names: Names = [valueNamed(constants, "n1"), valueNamed(constants, "n2"), valueNamed(constants, "n3")];
  const nodeBound = (operator: string): NodeBound => overrideOf(constants, operator, nodeBounds, file) ?? (() => true);
  const atNode = (operator: string): ((node: string) => boolean) => {
    const bound = nodeBound(operator);
    return (node) => bound(node, names, unseen);
  };
  const ofMessage = (operator: string, otherwise: boolean): ((message: Addressed, role?: unknown) => boolean) => {
    const bound = overrideOf(constants, operator, messageBounds, file) ?? (() => otherwise);
    return (message, role) => bound(message, names, seenOf(role));
  };
  const mayArrive = ofMessage("MayArrive", true);
  const mayArriveLate = ofMessage("MayArriveLate", true);
  const offered = new Map(Object.entries(bounded).map(([name, operator]) => [name, nodeBound(operator)]));
  return {
    offers: ({ node }, name, role, request) => offered.get(name)?.(node, names, seenOf(role, request)) ?? true,
    disk: "answers",
    mayLag: atNode("MayLag"),
    mayArrive: (message, role) => mayArrive(message, role) && (mayArriveLate(message) || !isLate(message, role)),
    mayCrash: atNode("MayCrash"),
    mayTear: atNode("MayTear"),
    mayRestart: atNode("MayRestart"),
    mayLose: ofMessage("MayLose", false),
    mayTake: everyFault.mayTake,
  };
}

/** Of a node that is down, or where a bound is not to look. */
const unseen: Seen = { epoch: 0, length: 0, decided: 0, found: 0, to: undefined, rounds: 0, waits: false };

function seenOf(role: unknown, request?: unknown): Seen {
  const { epoch = 0, log, decided = 0, followers, round }: Partial<NodeState> = Object(role);
  const { to }: Partial<HandOver> = Object(request);
  const { read }: Partial<Locate> = Object(request);
  return {
    epoch: epoch + 1,
    length: log?.entries.length ?? 0,
    decided,
    found: followers?.found.length ?? 0,
    to,
    rounds: round?.number ?? 0,
    waits: round !== undefined && read !== undefined && waits(round, read),
  };
}

/** A question, where its epoch is over, or has begun without the one who would begin it. */
function isLate(message: Addressed, role: unknown): boolean {
  const { epoch = 0 }: Partial<NodeState> = Object(role);
  if (message.kind === "requestPreVote") return Number(epochIn(message)) <= epoch;
  return message.kind === "requestVote" && Number(epochIn(message)) < epoch;
}

function isAfterNothing(message: Addressed): boolean {
  return placeIn(message) === 0;
}

/** The position after which an append stands. */
function placeIn(message: Addressed): number {
  const { after }: Partial<Append> = Object(message);
  return after?.position ?? Number.NaN;
}

/** The position that is acknowledged. */
function positionIn(message: Addressed): number {
  const { position = Number.NaN }: Partial<Acknowledge> = Object(message);
  return position;
}

function isOfTheDecided(message: Addressed): boolean {
  const { decided = 0 }: { readonly decided?: number } = Object(message);
  return decided > 0;
}

function epochIn(message: Addressed): unknown {
  const { epoch }: { readonly epoch?: unknown } = Object(message);
  return epoch;
}
