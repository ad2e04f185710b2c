/**
 * The mistakes of the models that must fail, made once more in the step functions. Each is the real node with one thing
 * wrong, and each must be rejected by conformance.
 *
 * @module
 */
import { emptyDictionary } from "../../src/core/dictionary.ts";
import { type Quorums, reachedByQuorum } from "../../src/core/quorum.ts";
import { answered, changed } from "../../src/core/step.ts";
import type { AnyEffect, CommonEvent, Part, Request } from "../../src/core/system.ts";
import { entriesAfter, truncated } from "../../src/total-order-broadcast/epoch-broadcast/log.ts";
import { isMessage, type Message } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import { type NodeState, recordOf } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { type EpochBroadcastRole, nodePart } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import type { Twin } from "../engine/protocol.ts";
import { systemOf } from "./epoch-broadcast.options.ts";

type Given = CommonEvent | Request;
type Result = ReturnType<Part<NodeState>["step"]>;

/** What the node does instead, or `undefined` where the mistake makes no difference. */
type Mistake = (state: NodeState, event: Given, part: Part<NodeState>) => Result | undefined;

const one: Quorums = { kind: "atLeast", count: 1 };
const recovery = "EpochBroadcast_Recovery";
const elections = "EpochBroadcast_Elections";
const slowDisks = "EpochBroadcast_SlowDisks";
const oneByOne = "EpochBroadcast_OneByOne";

export const epochBroadcastTwins: readonly Twin[] = [
  twin("SkipsADelivery", nodeThat(skipsADelivery), "EpochBroadcast_Batches"),
  twin("ElectionsMissDecisions", nodeWith({ proposalQuorums: one }), recovery),
  twin("ElectionsMissEachOther", nodeWith({ electionQuorums: one }), elections),
  twin("ElectionsMissEachOther_TotalOrder", nodeWith({ electionQuorums: one }), recovery),
  twin("FailoverWithoutConsensus", nodeWith({ electionQuorums: one, proposalQuorums: one }), recovery),
  twin("VotesTwice", nodeThat(votesTwice), elections),
  twin("VotesTwice_TotalOrder", nodeThat(votesTwice), recovery),
  twin("LowerEpochCounts", nodeThat(heedsLowerEpochs), recovery),
  twin("VoterIgnoresLogs", nodeThat(ignoresLogs), recovery),
  twin(
    "VoteSentBeforeDurable",
    nodeThat(hasty(({ role, leader }) => role === "follower" && leader === null)),
    elections,
  ),
  twin("AskedBeforeDurable", nodeThat(hasty(({ role }) => role === "candidate")), elections),
  twin(
    "AcknowledgedBeforeDurable",
    nodeThat(hasty(({ leader, self }) => leader !== null && leader !== self)),
    slowDisks,
  ),
  twin("OwnEntryCountedBeforeDurable", nodeThat(hasty(({ role }) => role === "leader")), slowDisks),
  twin("LateAppendTruncates", nodeThat(truncatesWhenLate), recovery),
  twin("AcknowledgesWholeLog", nodeThat(acknowledgesWholeLog), oneByOne),
  twin("OldEpochDecidedByCounting", nodeThat(decidesOldEpochs), oneByOne),
  twin("DeliveredTwice", nodeThat(appendsTwice), recovery),
  twin("NoEntryOfItsOwn", nodeThat(leadsWithoutOpening), elections),
  twin("NoResending", nodeThat(neverSendsAgain), "EpochBroadcast_Lossy"),
];

function twin(bug: string, role: EpochBroadcastRole, against: string): Twin {
  return { name: `EpochBroadcast_Bug_${bug}`, against, systemOf: (constants) => systemOf(constants, role) };
}

/** What is malformed or foreign is refused as ever, so that a mistake is not noticed by another one than itself. */
function nodeThat(mistake: Mistake): EpochBroadcastRole {
  return (options, batches) => {
    const part = nodePart(options, batches);
    return {
      ...part,
      step: (state, event) => {
        const right = part.step(state, event);
        const isOutside = right.outcome === "refused" && ["malformed", "foreign"].includes(right.refusal.kind);
        return isOutside ? right : (mistake(state, event, part) ?? right);
      },
    };
  };
}

/** Quorums with which no node would start. */
function nodeWith(
  quorums: Partial<Pick<NodeState["cluster"], "electionQuorums" | "proposalQuorums">>,
): EpochBroadcastRole {
  return nodeThat((state, event, part) => {
    const { cluster } = state;
    const result = part.step({ ...state, cluster: { ...cluster, ...quorums } }, event);
    return result.outcome === "changed" ? changed({ ...result.state, cluster }, result.effects) : undefined;
  });
}

/** The second node tells its user nothing of the first client's requests. */
function skipsADelivery(state: NodeState, event: Given, part: Part<NodeState>): Result | undefined {
  const right = part.step(state, event);
  if (state.cluster.self !== "n2" || right.outcome !== "changed") return undefined;
  return changed(right.state, withoutKinds(right.effects, ["deliver"]));
}

function votesTwice(state: NodeState, event: Given, part: Part<NodeState>): Result | undefined {
  const message = messageIn(event);
  if (message?.kind !== "requestVote" || message.epoch !== state.epoch || state.vote === message.from) return undefined;
  return asIf({ ...state, vote: null, leader: null }, state, event, part);
}

function heedsLowerEpochs(state: NodeState, event: Given, part: Part<NodeState>): Result | undefined {
  const message = messageIn(event);
  if (message?.kind !== "append" || message.epoch >= state.epoch) return undefined;
  return part.step({ ...state, leader: message.from }, receiving({ ...message, epoch: state.epoch }));
}

function ignoresLogs(state: NodeState, event: Given, part: Part<NodeState>): Result | undefined {
  const message = messageIn(event);
  if (message?.kind !== "requestVote") return undefined;
  return part.step(state, receiving({ ...message, end: { epoch: 1000, position: 1000 } }));
}

/** What depends on a write is done at once, in the step that asks for the write. */
function hasty(isHasty: (state: Pick<NodeState, "role" | "leader"> & { readonly self: string }) => boolean): Mistake {
  return (state, event, part) => {
    const first = part.step(state, event);
    const { role, leader, cluster, isDurable } = first.state;
    if (first.outcome !== "changed" || isDurable || !isHasty({ role, leader, self: cluster.self })) return undefined;
    const second = part.step(first.state, { kind: "persisted", record: recordOf(first.state) });
    return changed({ ...second.state, isDurable: false }, [
      ...first.effects,
      ...withoutKinds(second.effects, ["setTimer", "cancelTimer"]),
    ]);
  };
}

function truncatesWhenLate(state: NodeState, event: Given, part: Part<NodeState>): Result | undefined {
  const message = messageIn(event);
  const end = message?.kind === "append" ? message.after.position + message.entries.length : 0;
  if (end === 0 || end >= state.log.entries.length || message?.epoch !== state.epoch) return undefined;
  if (state.role !== "follower" || end < state.decided) return undefined;
  return part.step({ ...state, log: truncated(state.log, end) }, event);
}

function acknowledgesWholeLog(state: NodeState, event: Given, part: Part<NodeState>): Result | undefined {
  const right = part.step(state, event);
  const { agreed, log } = right.state;
  if (right.outcome !== "changed" || agreed === state.agreed || agreed === log.entries.length) return undefined;
  return changed({ ...right.state, agreed: log.entries.length }, right.effects);
}

function decidesOldEpochs(state: NodeState, event: Given, part: Part<NodeState>): Result | undefined {
  const right = part.step(state, event);
  const { cluster, role, match, log, decided } = right.state;
  const reached = reachedByQuorum(cluster.proposalQuorums, cluster.nodes, match);
  if (right.outcome !== "changed" || role !== "leader" || reached <= decided) return undefined;
  const delivered = entriesAfter(log, decided, reached).flatMap(({ request }): readonly AnyEffect[] =>
    request === null ? [] : [{ kind: "deliver", value: request }],
  );
  return changed({ ...right.state, decided: reached }, [...right.effects, ...delivered]);
}

function appendsTwice(state: NodeState, event: Given, part: Part<NodeState>): Result | undefined {
  if (event.kind !== "broadcast" || state.role !== "leader") return undefined;
  return part.step({ ...state, log: { ...state.log, numbers: emptyDictionary } }, event);
}

function leadsWithoutOpening(state: NodeState, event: Given, part: Part<NodeState>): Result | undefined {
  const right = part.step(state, event);
  if (right.outcome !== "changed" || state.role === "leader" || right.state.role !== "leader") return undefined;
  const { log, isDurable } = state;
  return changed({ ...right.state, log, isDurable }, withoutKinds(right.effects, ["persist", "send"]));
}

function neverSendsAgain(state: NodeState, event: Given): Result | undefined {
  if (!("timer" in event) || event.timer === "suspect") return undefined;
  return answered(state, [{ kind: "setTimer", timer: event.timer }]);
}

function asIf(other: NodeState, state: NodeState, event: Given, part: Part<NodeState>): Result {
  const result = part.step(other, event);
  return result.outcome === "changed" ? changed(result.state, result.effects) : answered(state, result.effects);
}

function messageIn(event: Given): Message | undefined {
  return "message" in event && isMessage(event.message) ? event.message : undefined;
}

function receiving(message: Message): CommonEvent {
  return { kind: "receive", message };
}

function withoutKinds(effects: readonly AnyEffect[], kinds: readonly AnyEffect["kind"][]): readonly AnyEffect[] {
  return effects.filter(({ kind }) => !kinds.includes(kind));
}
