/**
 * A plain state as a state of the specification, for where there are few: the explorer page, and the paths that lead to it.
 * What is compared by the million goes through `encoder.ts`.
 *
 * @module
 */
import { present } from "../../src/core/present.ts";
import { assemble } from "./assemble.ts";
import type { Leaf } from "./mapping.ts";
import type { PlainState } from "./plain-state.ts";
import type { Subject } from "./subject.ts";
import { set, type TlaValue, textOf } from "./tla-value.ts";

/** Every variable of the specification, in the order of their names. */
export function valuesOf({ system, mapping }: Subject, state: PlainState): readonly (readonly [string, TlaValue])[] {
  const leaves: readonly Leaf[] = [
    ...system.parts.flatMap((part, slot) => mapping.leavesOf(part, present(state.situations[slot]))),
    ...(system.objects ?? []).flatMap(({ name }, i) => mapping.leavesOfObject?.(name, state.objects[i]) ?? []),
  ];
  const { asked } = mapping;
  const valueIn = (name: string): TlaValue => {
    if (name === mapping.messages)
      return setOf(state.messages.flatMap((message) => mapping.messageOf?.(message) ?? []));
    if (asked?.variables.includes(name) !== true) return assemble(leaves.filter(({ variable }) => variable === name));
    const own = state.asked.filter((element) => (asked.variableOf?.(element) ?? name) === name);
    return setOf(own.map((element) => asked.valueOf(element)));
  };
  return Object.keys(mapping.variables)
    .sort()
    .map((name) => [name, valueIn(name)]);
}

/** Users may ask for the same thing again. */
function setOf(members: readonly TlaValue[]): TlaValue {
  return set([...new Map(members.map((member) => [textOf(member), member])).values()]);
}

/** A text that is the same for equal states of the specification, wherever they come from. */
export function canonicalText(values: readonly (readonly [name: string, value: TlaValue])[]): string {
  return values
    .map(([name, value]) => `${name} = ${textOf(value)}`)
    .sort()
    .join("\n");
}
