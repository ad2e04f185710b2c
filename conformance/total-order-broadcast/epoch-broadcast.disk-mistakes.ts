/**
 * The mistakes that a node of epoch broadcast can make of an answer of its disk that comes while later writes are on their
 * way.
 *
 * @module
 */
import { answered, changed } from "../../src/core/step.ts";
import type { Part } from "../../src/core/system.ts";
import { hasEntryAt } from "../../src/total-order-broadcast/epoch-broadcast/log.ts";
import type { NodeEffect } from "../../src/total-order-broadcast/epoch-broadcast/node.ts";
import { isRecord, isSameRecord, type NodeRecord } from "../../src/total-order-broadcast/epoch-broadcast/record.ts";
import { acknowledged } from "../../src/total-order-broadcast/epoch-broadcast/sending.ts";
import { type NodeState, recordOf } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { type NodePart, nodePart } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import type { Given, Result } from "../engine/mistaken.ts";
import { become, received } from "./epoch-broadcast.mistaken.ts";

/** Counts what the disk answers for, also if the end of it was dropped since. */
export function countsTruncatedWrites(state: NodeState, event: Given): Result<NodeState> | undefined {
  const written = earlierWriteIn(state, event);
  if (written?.epoch !== state.epoch || isThere(state, written)) return undefined;
  return storing(state, written.log.length);
}

/** Counts what the disk answers for, of whatever epoch it was. */
export function countsOldWrites(state: NodeState, event: Given): Result<NodeState> | undefined {
  const written = earlierWriteIn(state, event);
  if (written === undefined || written.epoch === state.epoch || !isThere(state, written)) return undefined;
  return storing(state, written.log.length);
}

/** Goes on believing that all of its log is on disk when it has dropped some of it. */
export function forgetsWhatItDropped(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  const right = part.step(state, event);
  const { epoch, stored } = right.state;
  if (epoch !== state.epoch || stored >= state.stored) return undefined;
  return changed({ ...right.state, stored: state.stored }, right.effects);
}

/** Answers an append of which nothing has to be written with what it holds, also if it agrees on more. */
export function acknowledgesTooSoon(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  const append = received(event, "append");
  const right = part.step(state, event);
  const { log, leader, agreed, stored } = right.state;
  const isAcknowledged = append?.epoch === state.epoch && log === state.log && append.after.position <= agreed;
  if (!isAcknowledged || leader === null || agreed <= stored) return undefined;
  const said = acknowledged(right.state, leader, false).map((message) => ({ kind: "send", message }) as const);
  return changed(right.state, [...right.effects, ...said]);
}

/** Waits until everything is on its disk, as if it had heard nothing before. */
export function countsTheLastAlone(state: NodeState, event: Given): Result<NodeState> | undefined {
  return earlierWriteIn(state, event) === undefined ? undefined : answered(state, []);
}

/** What the disk of a node that is no candidate answers for, if it is not the last of its writes. */
function earlierWriteIn(state: NodeState, event: Given): NodeRecord | undefined {
  if (event.kind !== "persisted" || !("record" in event) || !isRecord(event.record)) return undefined;
  const isLast = !state.isWriting || isSameRecord(event.record, recordOf(state));
  return isLast || state.role === "candidate" ? undefined : event.record;
}

function isThere({ log }: NodeState, { log: written }: NodeRecord): boolean {
  return hasEntryAt(log, { epoch: written.tail.at(-1)?.epoch ?? 0, position: written.length });
}

function storing(state: NodeState, stored: number): Result<NodeState> | undefined {
  if (stored <= state.stored) return undefined;
  const known = { ...state, stored };
  return become(state, known, state.leader === null ? [] : acknowledged(known, state.leader, false));
}

/** Recovers with the epoch and the vote that are on its disk, wherever its log ends. */
export function staysInItsEpoch(...[options, batches]: Parameters<NodePart>): Part<NodeState> {
  const part = nodePart(options, batches);
  return {
    ...part,
    recover: (record: NodeRecord) => {
      const { epoch, vote, log } = record;
      const { state } = part.recover(record);
      const timer: NodeEffect = { kind: "setTimer", timer: "suspect" };
      return { state: { ...state, epoch, vote, stored: log.length, isWriting: false }, effects: [timer] };
    },
  };
}
