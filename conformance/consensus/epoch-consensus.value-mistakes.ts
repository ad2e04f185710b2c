/**
 * The mistakes that a node of epoch consensus can make of the value: another one than was asked for, a second one, one
 * that is over, or one that it keeps to itself.
 *
 * @module
 */
import { isSameRecord, nothing, type Value } from "../../src/consensus/epoch-consensus/record.ts";
import {
  acceptance,
  opening,
  requestPreVote,
  requestVote,
  wishes,
} from "../../src/consensus/epoch-consensus/sending.ts";
import { hasProposed, mayTakeUp, type NodeState } from "../../src/consensus/epoch-consensus/state.ts";
import { including, type NodeSet, noNodes } from "../../src/core/node-set.ts";
import { changed } from "../../src/core/step.ts";
import type { AnyEffect, Part } from "../../src/core/system.ts";
import { type Given, isTimeout, type Mistake, type Result } from "../engine/mistaken.ts";
import { arming, forgets, sending } from "../engine/mistakes.ts";
import { become, received } from "./epoch-consensus.mistaken.ts";

/** Accepts whatever is proposed, of whatever epoch, and says so to whoever has proposed it. */
export function acceptsForLowerEpoch(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  const proposal = received(event, "propose");
  if (proposal === undefined || proposal.epoch > state.epoch || state.decision !== null) return undefined;
  // It may follow the leader of a lower epoch, and turns to that of its own.
  if (proposal.epoch === state.epoch) return part.step({ ...state, leader: null }, event);
  const { epoch, from: leader, value } = proposal;
  const follower = { ...state, role: "follower", leader, votes: noNodes, preVotes: noNodes, highest: nothing } as const;
  const after = { ...follower, accepted: { epoch, value } };
  const isKnown = isSameRecord(after, state) && !state.isWriting;
  return become(state, after, isKnown ? [{ ...acceptance(after, leader), epoch }] : []);
}

/** Whatever the client wants, this leader has made up its mind. */
export function alwaysProposes(value: Value): Mistake<NodeState> {
  return (state, event, part) => {
    const right = part.step(state, event);
    const wish = wishIn(event);
    if (wish === undefined || !mayTakeUp(state) || !hasProposed(right.state)) return undefined;
    const after = { ...right.state, accepted: { epoch: state.epoch, value } };
    return become(state, after, [...(event.kind === "propose" ? wishes(state, wish) : []), ...opening(after)]);
  };
}

/** Does not wait for a client when it is elected and free to choose. */
export function invents(value: Value): Mistake<NodeState> {
  return (state, event, part) => {
    const elected = part.step(state, event);
    if (state.role !== "candidate" || !mayTakeUp(elected.state)) return undefined;
    const after = { ...elected.state, accepted: { epoch: state.epoch, value } };
    const asked = event.kind === "persisted" ? state.cluster.others.map((to) => requestVote(state, to)) : [];
    return become(state, after, [...asked, ...opening(after)]);
  };
}

/** Says nothing when it has something to put to the vote, or nothing: only when it repeats it. */
export function keepsItToItself(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const isOpening = (effect: AnyEffect): boolean => sending("lead")(effect) || sending("propose")(effect);
  return isTimeout(event, "resend") ? undefined : forgets<NodeState>(isOpening)(state, event, part);
}

/** Takes along to the next epoch what it has counted in this one. */
export function keepsCounting(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.outcome !== "changed" || right.state.epoch === state.epoch) return undefined;
  const { acceptances, unheard, votes, highest } = state;
  const counted = right.state.leader === null ? { votes, highest, preVotes: preVotesWith(event, state) } : {};
  const after = { ...right.state, isWriting: state.isWriting, acceptances, unheard, ...counted };
  // What it asks for is of the epoch after the one that it has just begun.
  const asked = isTimeout(event, "suspect") ? state.cluster.others.map((to) => requestPreVote(after, to)) : [];
  return become(state, after, asked, ...(right.effects.some(arming("suspect")) ? (["suspect"] as const) : []));
}

function preVotesWith(event: Given, { preVotes, cluster }: NodeState): NodeSet {
  if (isTimeout(event, "suspect")) return [cluster.self];
  if (received(event, "requestVote") !== undefined) return noNodes;
  const preVote = received(event, "preVote");
  return preVote === undefined ? preVotes : including(preVotes, preVote.from);
}

/** Takes a second value for the same epoch once the first is decided, and goes on. */
export function decidesTwice(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const value = wishIn(event);
  if (state.decision === null || value === undefined || state.role !== "leader") {
    return goesOn((known, found) => known !== found)(state, event, part);
  }
  const after = { ...state, accepted: { epoch: state.epoch, value }, acceptances: noNodes };
  return become(state, after, [...(event.kind === "propose" ? wishes(state, value) : []), ...opening(after)]);
}

/** Goes on, once it knows the decision, as if it did not. */
export const neverRests: Mistake<NodeState> = goesOn(() => false);

/** @param isTold - whether the user of a node that knows a decision is told the one that it finds */
function goesOn(isTold: (known: Value, found: Value) => boolean): Mistake<NodeState> {
  return (state, event, part) => {
    const { decision: known } = state;
    const right = part.step({ ...state, decision: null }, event);
    if (right.outcome !== "changed") return known === null ? undefined : { ...right, state };
    const { decision: found } = right.state;
    if (known === null && found === null) return undefined;
    const isNew = found !== null && (known === null || isTold(known, found));
    return changed(
      { ...right.state, decision: isNew ? found : known },
      right.effects.filter(({ kind }) => kind !== "cancelTimer" && (kind !== "deliver" || isNew)),
    );
  };
}

/** What a client wants that is heard here, or at another node. */
function wishIn(event: Given): Value | undefined {
  const { value } = received(event, "wish") ?? (event.kind === "propose" && "value" in event ? event : {});
  return typeof value === "string" ? value : undefined;
}
