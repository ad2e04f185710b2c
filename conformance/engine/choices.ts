/**
 * Every step that a system can take from a state, as plainly as it can be said, and what each is about: every message is
 * offered to every part, and nothing is numbered or remembered. The oracle of the explorer goes through them all; on the
 * explorer page a person chooses among them.
 *
 * @module
 */
import { present } from "../../src/core/present.ts";
import { give, restart } from "../../src/core/situation.ts";
import { nodesOf } from "../../src/core/system.ts";
import type { Choice, Taking } from "./choice.ts";
import { orderlySteps } from "./orderly-choices.ts";
import { keyOf, type PlainState } from "./plain-state.ts";
import { stepsOfNode } from "./steps-of-node.ts";
import { stepsOfPart } from "./steps-of-part.ts";
import type { Subject } from "./subject.ts";

/** Those that change something. */
export function choicesFrom(subject: Subject, state: PlainState): readonly Choice[] {
  const before = keyOf(state);
  return stepsFrom(subject, state, { give, restart }).filter(({ next }) => keyOf(next) !== before);
}

/** Every step, in an order that depends on nothing but the state. Some may change nothing. */
export function stepsFrom(subject: Subject, state: PlainState, taking: Taking): readonly Choice[] {
  const { system, environment } = subject;
  if (environment.orderly !== undefined) return orderlySteps(subject, environment.orderly, state, taking);
  return [
    ...system.parts.flatMap((_, slot) => stepsOfPart(subject, state, slot, taking)),
    ...nodesOf(system).flatMap((node) => stepsOfNode(subject, state, node, taking)),
    ...stepsOfObjects(subject, state),
    ...losses(subject, state),
  ];
}

function stepsOfObjects({ system, environment }: Subject, state: PlainState): readonly Choice[] {
  return state.objects.flatMap((before, i) => {
    const object = present(system.objects?.[i]);
    return object
      .steps(before)
      .filter(({ action, subject }) => environment.mayTake(action, subject))
      .map(({ action, subject, state: after }) => ({
        about: { kind: "object" as const, object: object.name, subject },
        action,
        sent: [],
        next: { ...state, objects: state.objects.with(i, after) },
      }));
  });
}

function losses({ environment }: Subject, state: PlainState): readonly Choice[] {
  return state.messages
    .filter((message) => environment.mayLose(message))
    .map((message) => ({
      about: { kind: "lose" as const, message },
      action: "Lose",
      sent: [],
      next: { ...state, messages: state.messages.filter((other) => other !== message) },
    }));
}
