/**
 * The mistakes of the models of `EpochBroadcastPosition` that must fail, made once more in the step function.
 *
 * @module
 */
import { concluded } from "../../src/core/role.ts";
import { slice } from "../../src/core/sequence.ts";
import { answered, changed } from "../../src/core/step.ts";
import type { Part } from "../../src/core/system.ts";
import { hearing, messageOf } from "../../src/epochs/leadership.ts";
import { type Locate, tell, waitingFor } from "../../src/total-order-broadcast/epoch-broadcast/locating.ts";
import { requestsOf } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import { node } from "../../src/total-order-broadcast/epoch-broadcast/node.ts";
import { heldBy } from "../../src/total-order-broadcast/epoch-broadcast/replication.ts";
import { withConfirmation } from "../../src/total-order-broadcast/epoch-broadcast/round.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import type { Given, Mistake, Result } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { nodeThat, receive, received } from "./epoch-broadcast.mistaken.ts";
import { systemOf } from "./epoch-broadcast.options.ts";

export const positionTwins: readonly Twin[] = [
  twin("DeposedLeader", tellsAtOnce),
  twin("ConfirmsWhatIsOver", confirmsWhatIsOver),
  twin("ConfirmedBefore", countsForTheLastRound),
  twin("NoEntryOfItsOwn", notesBeforeItsOwn),
  twin("NotesTheWholeLog", notesTheWholeLog),
  twin("ConfirmedInAnotherEpoch", countsOfAnyEpoch),
  twin("RemembersRounds", keepsRounds),
  twin("KeepsRounds", keepsRounds),
  twin("CountsAsAcknowledged", countsAsAcknowledged),
];

function twin(name: string, mistake: Mistake<NodeState>): Twin {
  return {
    name: `EpochBroadcastPosition_Bug_${name}`,
    against: "EpochBroadcastPosition_2_LeadsTwice",
    systemOf: (constants) => systemOf(constants, nodeThat(mistake)),
  };
}

/** Tells without a round: the leader is enough to confirm. */
function tellsAtOnce(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  const { round } = right.state;
  if (round.waiting.length === 0) return undefined;
  const positions = round.waiting.map(({ read, position }) => ({ read, position }));
  return changed({ ...right.state, round: { ...round, waiting: [] } }, [
    { kind: "reply", value: positions },
    ...right.effects,
  ]);
}

/** Confirms a lower epoch than the one in which it is. */
function confirmsWhatIsOver(state: NodeState, event: Given): Result<NodeState> | undefined {
  const asked = received(event, "requestConfirmation");
  if (asked === undefined || asked.epoch === state.epoch) return undefined;
  const { epoch, from, number } = asked;
  return answered(state, [{ kind: "send", message: { ...messageOf("confirmation", state, from), epoch, number } }]);
}

/** Counts each confirmation for the last round, which may have begun after it was sent. */
function countsForTheLastRound(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "confirmation");
  if (message?.epoch !== state.epoch || state.role !== "leader") return undefined;
  return part.step(state, receive({ ...message, number: state.round.number }));
}

/** Notes what it knows to be decided before it has decided an entry of its epoch. */
function notesBeforeItsOwn(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  if (!isLocate(event) || state.role !== "leader" || part.step(state, event).outcome !== "refused") return undefined;
  const position = requestsOf(slice(state.log.entries, 0, state.decided)).length;
  return become(state, waitingFor(state, event.read, position));
}

function notesTheWholeLog(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  const { log, round } = right.state;
  const last = round.waiting.at(-1);
  if (last === undefined || round.number === state.round.number) return undefined;
  const position = requestsOf(slice(log.entries, 0)).length;
  const waiting = round.waiting.with(-1, { ...last, position });
  return changed({ ...right.state, round: { ...round, waiting } }, right.effects);
}

/** Counts a confirmation of an epoch that it has led before. */
function countsOfAnyEpoch(state: NodeState, event: Given): Result<NodeState> | undefined {
  const message = received(event, "confirmation");
  if (message === undefined || message.epoch === state.epoch || state.role !== "leader") return undefined;
  const round = withConfirmation(state.round, state.cluster, message.from, message.number);
  return become(state, tell(hearing(state, message.from), round, []));
}

/** Forgets nobody who waits when it does not lead on. */
function keepsRounds(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.state.role === "leader" || state.round.number === 0) return undefined;
  return changed({ ...right.state, round: state.round }, right.effects);
}

function become(before: NodeState, after: ReturnType<typeof tell>): Result<NodeState> {
  return concluded(node.description, before, after);
}

/** Takes whoever confirms to have all of its log on disk. */
function countsAsAcknowledged(state: NodeState, event: Given): Result<NodeState> | undefined {
  const message = received(event, "confirmation");
  if (message?.epoch !== state.epoch || state.role !== "leader") return undefined;
  const { from, number } = message;
  const held = heldBy(hearing(state, from), from, state.log.entries.length);
  return become(state, tell(held, withConfirmation(state.round, state.cluster, from, number), []));
}

function isLocate(event: Given): event is Locate {
  return event.kind === "locate";
}
