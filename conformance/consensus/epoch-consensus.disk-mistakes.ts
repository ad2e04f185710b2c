/**
 * The mistakes that a node of epoch consensus can make of its disk: it says too early what is still being written, or
 * takes what it finds for what it is not.
 *
 * @module
 */
import type { NodeOptions } from "../../src/consensus/epoch-consensus/node.ts";
import type { NodeRecord, Value } from "../../src/consensus/epoch-consensus/record.ts";
import { acceptance, vote } from "../../src/consensus/epoch-consensus/sending.ts";
import type { NodeState } from "../../src/consensus/epoch-consensus/state.ts";
import { nodePart } from "../../src/consensus/epoch-consensus/system.ts";
import { changed, type Started } from "../../src/core/step.ts";
import type { AnyEffect, Part } from "../../src/core/system.ts";
import { type Given, type Result, saying } from "../engine/mistaken.ts";
import { received } from "./epoch-consensus.mistaken.ts";

/** Says at once for whom it has voted. */
export function votesBeforeDurable(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  const request = received(event, "requestVote");
  const right = part.step(state, event);
  const { state: after } = right;
  const isGiven = after.epoch === request?.epoch && after.vote === request.from && after.leader === null;
  if (!isGiven || !after.isWriting || after.decision !== null || after.accepted.epoch === after.epoch) return undefined;
  return saying(right, [vote(after, request.from)]);
}

/** Says at once what it has accepted. */
export function acceptsBeforeDurable(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  const proposal = received(event, "propose");
  const right = part.step(state, event);
  const { state: after } = right;
  const isAccepted = after.accepted.epoch === proposal?.epoch && after.leader === proposal.from;
  if (!isAccepted || !after.isWriting || after.decision !== null || right.outcome === "refused") return undefined;
  return saying(right, [acceptance(after, proposal.from)]);
}

/** Writes what it has accepted, and nothing else. */
export function writesNoVotes(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.outcome !== "changed" || right.state.accepted.epoch !== state.accepted.epoch) return undefined;
  const effects = right.effects.filter(({ kind }) => kind !== "persist");
  return effects.length === right.effects.length ? undefined : changed({ ...right.state, isWriting: false }, effects);
}

/** Recovers with the epoch on its disk, whatever it finds accepted. */
export function believingWhatItFinds(options: NodeOptions, values: readonly Value[]): Part<NodeState> {
  const part = nodePart(options, values);
  const recover = (record: NodeRecord): Started<NodeState, AnyEffect> => {
    const { state, effects } = part.recover(record);
    const { epoch, vote: voted, accepted } = record;
    return { state: { ...state, epoch, vote: voted, accepted }, effects };
  };
  return { ...part, recover };
}
