/**
 * The mistakes of the models that must fail, made once more in the step functions, and some in the objects. Each must be
 * rejected by conformance.
 *
 * @module
 */
import { append } from "../../src/core/sequence.ts";
import { changed } from "../../src/core/step.ts";
import type { AnyEffect, Part } from "../../src/core/system.ts";
import { atomicObject, type Effected } from "../../src/environment/atomic-object.ts";
import type { Cell } from "../../src/environment/shared-cells.ts";
import { type NumberTaken, numbered, type TakeNumber } from "../../src/environment/shared-sequencer.ts";
import { type Message, messages, places } from "../../src/total-order-broadcast/sequenced-broadcast/message.ts";
import {
  contentAt,
  due,
  learning,
  type NodeState,
  nextNumber,
  type Place,
  toldOf,
} from "../../src/total-order-broadcast/sequenced-broadcast/state.ts";
import { nodePart } from "../../src/total-order-broadcast/sequenced-broadcast/system.ts";
import { type Given, isTimeout, type Mistake, mistaken, type Result, receivedOf } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { systemOf } from "./sequenced-broadcast.bounds.ts";

const prefix = "SequencedBroadcast_Bug_";

type NodeMistake = Mistake<NodeState>;

export const sequencedBroadcastTwins: readonly Twin[] = [
  twin("StepsOverTheGap", stepsOverTheGap),
  twin("DeliversAsItComes", deliversAsItComes),
  twin("TakesBeforeDurable", takesBeforeDurable),
  twin("StoresTooMuch", storesTooMuch, "SequencedBroadcast_2_InTurn"),
  twin("KeepsEverything", keepsEverything, "SequencedBroadcast_2_Near"),
  twin("SenderSkipsTheCell", senderSkipsTheCell, "SequencedBroadcast_2_Cells"),
  twin("FillerSkipsTheCell", fillerSkipsTheCell, "SequencedBroadcast_2_Cells"),
  twin("WritesTheFirstCell", writesTheFirstCell, "SequencedBroadcast_2_Cells"),
  onSequencer("Forgets", (given, { request }) => ({
    value: [...given, request],
    result: { request, number: given.length + 1 },
  })),
  onSequencer("NumbersFromNought", (_, __, right) => ({
    ...right,
    result: { ...right.result, number: right.result.number - 1 },
  })),
  onSequencer("NumbersAnother", (_, __, right) => ({ ...right, result: { ...right.result, request: anotherRequest } })),
];

function twin(name: string, mistake: NodeMistake, against = "SequencedBroadcast_2"): Twin {
  return {
    name: `${prefix}${name}`,
    against,
    systemOf: (constants) => systemOf(constants, (options, requests) => mistaken(nodePart(options, requests), mistake)),
  };
}

const received = receivedOf<Message>(messages);

/** Has lost patience, and takes the first number after the gap for the next: what is in it holds nothing. */
function stepsOverTheGap(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.outcome === "refused" || right.state.early.size === 0) return undefined;
  const skipped = learning(right.state, [{ number: nextNumber(right.state), content: null }]);
  return changed(skipped, [...right.effects.filter(({ kind }) => kind !== "deliver"), ...toldOf(state, skipped)]);
}

/** Delivers what it is sent, whatever its number. */
function deliversAsItComes(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "places");
  const right = part.step(state, event);
  if (message === undefined || right.outcome !== "changed" || message.first <= nextNumber(state)) return undefined;
  const after = { ...state, order: message.contents.reduce(append, state.order) };
  return changed(after, toldOf(state, after));
}

/** Asks for a number in the step that asks for the write. */
function takesBeforeDurable(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (event.kind !== "broadcast" || right.outcome !== "changed") return undefined;
  const asked = due({ ...right.state, stored: right.state.own.length });
  return { ...right, effects: [...right.effects, ...(asked === undefined ? [] : [asked])] };
}

/** Takes the answer for one write for one for all. */
function storesTooMuch(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (event.kind !== "persisted" || right.outcome !== "changed") return undefined;
  return { ...right, state: { ...right.state, stored: right.state.own.length } };
}

function keepsEverything(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  if (received(event, "places") === undefined) return undefined;
  const wide = { ...state, limits: { ...state.limits, window: 1_000 } };
  const right = part.step(wide, event);
  return right.outcome === "changed" ? { ...right, state: { ...right.state, limits: state.limits } } : undefined;
}

/** Sends what it has not written into its cell. */
function senderSkipsTheCell(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.outcome !== "changed" || right.state.taken === null || right.state.taken === state.taken) return undefined;
  const { number, request } = right.state.taken;
  return tellingAll(state, { number, content: request });
}

/** Takes a place for nothing without asking the cell. */
function fillerSkipsTheCell(state: NodeState, event: Given): Result<NodeState> | undefined {
  return isTimeout(event, "fillGap") ? tellingAll(state, { number: nextNumber(state), content: null }) : undefined;
}

function tellingAll(state: NodeState, place: Place): Result<NodeState> | undefined {
  if (contentAt(state, place.number) !== undefined) return undefined;
  const after = learning(state, [place]);
  const sent = state.cluster.others.map(
    (to): AnyEffect => ({ kind: "send", message: places(state, to, place.number, [place.content]) }),
  );
  return changed(after, [...toldOf(state, after), ...sent]);
}

/** Writes its request into the first cell, whatever its number. */
function writesTheFirstCell(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.outcome === "refused") return undefined;
  const first = (effect: AnyEffect): AnyEffect =>
    effect.kind === "invoke" && effect.object === "cells"
      ? { ...effect, operation: { ...(effect.operation as Cell), cell: 1 } }
      : effect;
  return { ...right, effects: right.effects.map(first) };
}

/** What a sequencer does, and what the right one would. */
type Numbered = Effected<readonly unknown[], NumberTaken>;
type Numbering = (given: readonly unknown[], operation: TakeNumber, right: Numbered) => Numbered;

const anotherRequest = { client: "b", number: 1 };

/** A sequencer that does something else. */
function onSequencer(name: string, numbering: Numbering): Twin {
  const broken = atomicObject<readonly unknown[], TakeNumber, NumberTaken>(
    "sequencer",
    [],
    "NumberUnheard",
    (given, operation) => numbering(given, operation, numbered(given, operation)),
    "NumberLost",
  );
  return {
    name: `${prefix}${name}`,
    against: "SequencedBroadcast_2",
    systemOf: (constants) => {
      const system = systemOf(constants);
      const { objects = [] } = system;
      return { ...system, objects: objects.map((object) => (object.name === broken.name ? broken : object)) };
    },
  };
}
