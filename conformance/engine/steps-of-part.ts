/**
 * What can happen to one part: a request, a timer, a message, what it hears of an object, and what its disk does.
 *
 * @module
 */
import type { SharedObject } from "../../src/core/object.ts";
import { present } from "../../src/core/present.ts";
import { isUp } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import type { Choice, Taking } from "./choice.ts";
import { namedAction } from "./named-action.ts";
import type { PlainState } from "./plain-state.ts";
import { receiptOf } from "./receipt.ts";
import { stepsOfDisk } from "./steps-of-disk.ts";
import type { Subject } from "./subject.ts";
import { chosen, given, type Turn, turnOf } from "./turn.ts";

export function stepsOfPart(subject: Subject, state: PlainState, slot: number, taking: Taking): readonly Choice[] {
  const turn = turnOf(subject, state, slot, taking);
  const { part, situation } = turn;
  // Where a disk is quick, nothing else happens at the node while it writes.
  const isQuick = situation.writing.length > 0 && !subject.environment.mayLag(part.node);
  return [
    ...(isQuick ? [] : [...asked(turn), ...fired(turn), ...received(turn), ...heard(turn)]),
    ...stepsOfDisk(turn),
  ];
}

function asked(turn: Turn): readonly Choice[] {
  const { subject, state, part, situation, taking } = turn;
  const { environment, mapping } = subject;
  const { role } = situation;
  const offered = part.requests.filter((request) => environment.offers(part, request.kind, role, request));
  return offered.flatMap((request) => {
    const happening = taking.give(part, situation, request);
    if (happening.refusal !== undefined || !isUp(situation)) return [];
    const choice = chosen(turn, { kind: "ask", request }, namedAction(part, role, request), happening);
    const elements = mapping.asked?.elementsOf(part, request) ?? [];
    return [{ ...choice, next: { ...choice.next, asked: [...state.asked, ...elements] } }];
  });
}

function fired(turn: Turn): readonly Choice[] {
  const { subject, part, situation } = turn;
  const { role, timers } = situation;
  const offered = timers.filter((timer) => subject.environment.offers(part, timer, role));
  return offered.flatMap((timer) => given(turn, { kind: "fire", timer }, { kind: "timeout", timer }));
}

function received(turn: Turn): readonly Choice[] {
  const { subject, state, situation } = turn;
  const arriving = state.messages.filter((message) => subject.environment.mayArrive(message, situation.role));
  return arriving.flatMap((message) => given(turn, { kind: "deliver", message }, receiptOf(message)));
}

function heard(turn: Turn): readonly Choice[] {
  const { subject, state, part, situation, taking } = turn;
  if (!isUp(situation)) return [];
  return objectsOf(subject, part).flatMap(([object, i]) =>
    object.outcomes(present(state.objects[i]), part.node).flatMap(({ outcome, state: after }) => {
      const event = { kind: "heard", object: object.name, outcome } as const;
      const happening = taking.give(part, situation, event);
      if (happening.refusal !== undefined) return [];
      const told = { ...turn, state: { ...state, objects: state.objects.with(i, after) } };
      const about = { kind: "hear", object: object.name, outcome } as const;
      return [chosen(told, about, namedAction(part, situation.role, event), happening)];
    }),
  );
}

/** The objects that a part uses, each with its place. */
function objectsOf({ system }: Subject, { objects = [] }: Part): readonly (readonly [SharedObject, number])[] {
  return [...(system.objects ?? []).entries()].flatMap(([i, object]) =>
    objects.includes(object.name) ? [[object, i] as const] : [],
  );
}
