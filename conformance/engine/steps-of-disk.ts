/**
 * What the disk of one part can do with the writes in flight.
 *
 * @module
 */
import { land, landAll, persisted } from "../../src/core/situation.ts";
import type { Choice } from "./choice.ts";
import { saidAgain } from "./environment.ts";
import { namedAction } from "./named-action.ts";
import { textOf } from "./plain-state.ts";
import { given, happened, type Turn } from "./turn.ts";

export function stepsOfDisk(turn: Turn): readonly Choice[] {
  return turn.subject.environment.disk === "lands" ? stepsOfLandingDisk(turn) : stepsOfAnsweringDisk(turn);
}

/** A disk that lands takes the writes in flight one by one, and tells the node later. */
function stepsOfLandingDisk(turn: Turn): readonly Choice[] {
  const { situation } = turn;
  const landed = { situation: land(situation), sent: [], invoked: [] };
  const durable = persisted(situation);
  return [
    ...happened(turn, { kind: "land" }, "Land", landed),
    ...(durable === undefined ? [] : given(turn, { ...durable, writes: 0 }, durable)),
  ];
}

/** A disk that answers has the writes land as it tells the node: none of them, since it says so again; some; or all. */
function stepsOfAnsweringDisk(turn: Turn): readonly Choice[] {
  const { part, situation } = turn;
  const { writing } = situation;
  // What a disk says again changes nothing.
  const again = saidAgain(part, situation);
  const landed = landAll(situation);
  const durable = writing.length === 0 ? undefined : persisted(landed);
  return [
    ...(again === undefined ? [] : given(turn, { ...again, writes: 0 }, again)),
    ...earlyAnswers(turn),
    ...(durable === undefined ? [] : given(turn, { ...durable, writes: writing.length }, durable, landed)),
  ];
}

/** It says that some of the writes have landed, and others not. */
function earlyAnswers(turn: Turn): readonly Choice[] {
  const { part, situation, taking } = turn;
  return situation.writing.slice(0, -1).flatMap((record, i) => {
    const landed = land(situation, i + 1);
    const answer = { kind: "persisted", record } as const;
    const happening = taking.give(part, landed, answer);
    const isHeeded = happening.sent.length > 0 || textOf(happening.situation) !== textOf(landed);
    const action = isHeeded ? namedAction(part, situation.role, answer) : "Land";
    return happened(turn, { ...answer, writes: i + 1 }, action, happening);
  });
}
