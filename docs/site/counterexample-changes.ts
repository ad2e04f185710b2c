/**
 * What each step of a behaviour that TLC printed has changed, node by node, in words.
 *
 * @module
 */

import { type Place, placesOf, valuesOf } from "../../conformance/differences/places.ts";
import { fieldsOf, phrase, phraseOfFields, tellingFields } from "../../conformance/differences/tla-phrase.ts";
import { type TlaValue, textOf } from "../../conformance/engine/tla-value.ts";
import type { TraceState } from "../../conformance/tlc/counterexample.ts";

/** One line of what a step has changed. */
export interface Change {
  /** Whose it is; `undefined` if it is no node's. */
  readonly node: string | undefined;
  readonly text: string;
  /** Whether it says how far the node is in the protocol. */
  readonly isHowFar: boolean;
}

/** A place, or of a record one field of it. */
interface Leaf extends Place {
  readonly field: string | undefined;
}

type Leaves = ReadonlyMap<string, Leaf>;

/** The changes of each state; for the first one, how far the nodes are, and what is there besides. */
export function changesOf(states: readonly TraceState[], nodes: readonly string[]): readonly (readonly Change[])[] {
  const all = states.map((state) => leavesOf(state, nodes));
  const instances = new Set(
    all.flatMap((leaves) => [...leaves.values()].map(({ of }) => of.join(" "))).filter(Boolean),
  );
  return all.map((leaves, at) => changesFrom(all[at - 1], leaves, instances.size > 1));
}

function leavesOf(state: TraceState, nodes: readonly string[]): Leaves {
  const leaves = placesOf(valuesOf(state), nodes).flatMap((place) => {
    const fields = fieldsOf(place.value) ?? [[undefined, place.value] as const];
    return [...fields].map(([field, value]): Leaf => ({ ...place, field, value }));
  });
  const sorted = leaves.sort((one, other) => rank(one) - rank(other));
  return new Map(sorted.map((leaf) => [keyOf(leaf), leaf]));
}

function keyOf({ variable, node, of, field }: Omit<Leaf, "value">): string {
  return [variable, ...of, node ?? "", field ?? ""].join(" ");
}

const order = ["messages", "status", "state", "writing", "durable", "outcome"];

/** How far a node is comes first. */
function rank(leaf: Leaf): number {
  if (isHowFar(leaf)) return 0;
  return (order.indexOf(leaf.variable) + order.length + 1) % (order.length + 1);
}

function isHowFar({ variable, field }: Leaf): boolean {
  return variable === "status" || (variable === "state" && [undefined, "role", "status"].includes(field));
}

function changesFrom(before: Leaves | undefined, after: Leaves, nameInstances: boolean): readonly Change[] {
  const lines = new Map<string, { readonly leaves: Leaf[]; readonly old: TlaValue | undefined }>();
  for (const [key, leaf] of after) {
    const old = before?.get(key)?.value;
    const isSame = old !== undefined && textOf(old) === textOf(leaf.value);
    const isSeen =
      before === undefined ? isHowFar(leaf) || saysSomething(leaf) : !isSame && !isSaidByWrite(leaf, before, after);
    if (!isSeen) continue;
    // The fields of one record share a line.
    const line = isHowFar(leaf) ? key : keyOf({ ...leaf, field: undefined });
    const { leaves } = lines.get(line) ?? { leaves: [] };
    lines.set(line, { leaves: [...leaves, leaf], old });
  }
  return [...lines.values()].flatMap(({ leaves, old }) => {
    const [leaf] = leaves;
    if (leaf === undefined) return [];
    const instance = nameInstances && leaf.of.length > 0 ? `${leaf.of.join(" ")}: ` : "";
    return textsOf(leaf, leaves, old, before).map((text) => ({
      node: leaf.node,
      text: instance + text,
      isHowFar: isHowFar(leaf),
    }));
  });
}

/** A behaviour begins with nothing, unless its model begins in the middle. */
function saysSomething({ value }: Leaf): boolean {
  return !/^((nothing|none|None|0|FALSE) ?)+$/.test(phrase(value));
}

/** What a node has in memory is said by what it writes at the same time. */
function isSaidByWrite(leaf: Leaf, before: Leaves, after: Leaves): boolean {
  if (leaf.variable !== "state" || leaf.field === undefined) return false;
  const key = keyOf({ ...leaf, variable: "writing", field: undefined });
  const written = newestOf(before.get(key)?.value, after.get(key)?.value);
  const said = written === undefined ? undefined : fieldsOf(written)?.get(leaf.field);
  return said !== undefined && textOf(said) === textOf(leaf.value);
}

/** @param leaves - all that has changed of the record, if it is one */
function textsOf(
  leaf: Leaf,
  leaves: readonly Leaf[],
  old: TlaValue | undefined,
  before: Leaves | undefined,
): readonly string[] {
  const { variable, field, value } = leaf;
  if (isHowFar(leaf)) return [phrase(value)];
  // That a write has left the queue is said by what became durable, or by the crash that lost it.
  if (variable === "writing") return writes(leaf, old, before);
  if (field !== undefined) {
    const text = phraseOfFields(leaves.map((one) => [one.field ?? "", one.value]));
    return [variable === "state" ? text : `${variable}: ${text}`];
  }
  if (value.kind !== "set" || old?.kind !== "set") return [`${variable}: ${phrase(value)}`];
  const texts = new Set(value.members.map(textOf));
  const oldTexts = new Set(old.members.map(textOf));
  const added = value.members.filter((member) => !oldTexts.has(textOf(member)));
  const removed = old.members.filter((member) => !texts.has(textOf(member)));
  const parts = [...added.map((member) => `+ ${phrase(member)}`), ...removed.map((member) => `− ${phrase(member)}`)];
  return parts.map((part) => (variable === "messages" ? part : `${variable}: ${part}`));
}

/** What has been added to the queue, and of a record what is new in it. */
function writes(leaf: Leaf, old: TlaValue | undefined, before: Leaves | undefined): readonly string[] {
  const newest = newestOf(old, leaf.value);
  if (newest === undefined) return [];
  const fields = fieldsOf(newest);
  if (fields === undefined) return [`writes ${phrase(newest)}`];
  const last = lastOf(old);
  const known = last === undefined ? undefined : fieldsOf(last);
  const changed = [...fields].filter(([field, value]) => {
    const was = known?.get(field) ?? before?.get(keyOf({ ...leaf, variable: "durable", field }))?.value;
    return was === undefined || textOf(was) !== textOf(value);
  });
  return [`writes ${phraseOfFields(changed.length === 0 ? tellingFields(fields) : changed)}`];
}

/** The last of a queue, if it was not the last before. */
function newestOf(before: TlaValue | undefined, after: TlaValue | undefined): TlaValue | undefined {
  const [last, newest] = [lastOf(before), lastOf(after)];
  if (newest === undefined) return undefined;
  const isLonger =
    before?.kind === "function" && after?.kind === "function" && after.pairs.length > before.pairs.length;
  return isLonger || last === undefined || textOf(last) !== textOf(newest) ? newest : undefined;
}

function lastOf(queue: TlaValue | undefined): TlaValue | undefined {
  return queue?.kind === "function" ? queue.pairs.at(-1)?.[1] : undefined;
}
