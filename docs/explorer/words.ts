/**
 * What is written on the page of states and choices, in the words of the specification: values as the mapping has them.
 *
 * @module
 */

import { fieldsOf, phrase } from "../../conformance/differences/tla-phrase.ts";
import type { About, Choice } from "../../conformance/engine/choice.ts";
import type { Leaf } from "../../conformance/engine/mapping.ts";
import type { PlainState } from "../../conformance/engine/plain-state.ts";
import { valuesOf } from "../../conformance/engine/plain-values.ts";
import { textOf } from "../../conformance/engine/tla-value.ts";
import { present } from "../../src/core/present.ts";
import { crash } from "../../src/core/situation.ts";
import type { Addressed } from "../../src/core/system.ts";
import { recordText } from "../site/wording.ts";
import type { World } from "./world.ts";

/** A line of the table of a node or an object. */
export interface Row {
  readonly name: string;
  readonly value: string;
  /** What it was before the last step, if that has changed it. */
  readonly was?: string;
}

/** What there is to be known of a part, and what the last step changed of it. */
export function rowsOfPart({ subject }: World, slot: number, state: PlainState, before?: PlainState): readonly Row[] {
  const part = present(subject.system.parts[slot]);
  const rowsIn = (one: PlainState): readonly Row[] => {
    const situation = present(one.situations[slot]);
    const timers = situation.timers.length === 0 ? "none" : situation.timers.join(", ");
    const rows = subject.mapping
      .leavesOf(part, situation)
      .flatMap((leaf) => rowsOfLeaf(leaf, 1 + nesting(subject, leaf)));
    return [...rows, { name: "timers", value: timers }];
  };
  return withChanges(rowsIn(state), before && rowsIn(before));
}

/** How many of the places in a path say whose value it is: the instance, where there is one, and the node. */
function nesting({ mapping }: World["subject"], { variable }: Leaf): number {
  return (mapping.variables[variable] ?? 1) - 1;
}

/** Likewise of an object. */
export function rowsOfObject({ subject }: World, i: number, state: PlainState, before?: PlainState): readonly Row[] {
  const { name } = present(subject.system.objects?.[i]);
  const rowsIn = (one: PlainState): readonly Row[] =>
    (subject.mapping.leavesOfObject?.(name, one.objects[i]) ?? []).flatMap((leaf) => rowsOfLeaf(leaf, 0));
  return withChanges(rowsIn(state), before && rowsIn(before));
}

/** What users have asked. */
export function rowsOfAsked({ subject }: World, state: PlainState, before?: PlainState): readonly Row[] {
  const names = subject.mapping.asked?.variables ?? [];
  const rowsIn = (one: PlainState): readonly Row[] =>
    valuesOf(subject, one).flatMap(([name, value]) => (names.includes(name) ? [{ name, value: phrase(value) }] : []));
  return withChanges(rowsIn(state), before && rowsIn(before));
}

/** A record has a line for each field; those of the state of a role need not say whose they are. */
function rowsOfLeaf({ variable, path, value }: Leaf, known: number): readonly Row[] {
  const name = [variable, ...path.slice(known).map((place) => `[${textOf(place)}]`)].join("");
  const fields = fieldsOf(value);
  if (fields === undefined) return [{ name, value: phrase(value) }];
  return [...fields].map(([field, inner]) => ({
    name: name === "state" ? field : `${name}.${field}`,
    value: phrase(inner),
  }));
}

function withChanges(rows: readonly Row[], before: readonly Row[] | undefined): readonly Row[] {
  if (before === undefined) return rows;
  const old = new Map(before.map(({ name, value }) => [name, value]));
  return rows.map((row) => {
    const was = old.get(row.name);
    return was === row.value ? row : { ...row, was: was ?? "none" };
  });
}

/** A message: what it is, from whom to whom, and what it says. */
export function messageText({ subject }: World, message: Addressed): string {
  const value = subject.mapping.messageOf?.(message);
  if (value === undefined) return `${message.kind} ${message.from} → ${message.to}`;
  const transaction = fieldsOf(value)?.get("transaction");
  const isOneOfMany = new Set(subject.system.parts.map(({ instance }) => instance)).size > 1;
  return transaction !== undefined && isOneOfMany ? `${phrase(value)} (${phrase(transaction)})` : phrase(value);
}

/** What a choice is about, beside its action and its node. */
export function aboutText(world: World, { about, slot, node }: Choice): string {
  switch (about.kind) {
    case "ask":
      return ["a user asks", requestText(world, about)].filter((text) => text !== "").join(": ");
    case "fire":
      return `timer ${about.timer} fires`;
    case "deliver":
      return `${messageText(world, about.message)} arrives`;
    case "lose":
      return `${messageText(world, about.message)} is lost`;
    case "carryOut":
      return `${messageText(world, about.message)} goes on its way`;
    case "hear":
      return `hears of ${about.object}: ${recordText(about.outcome)}`;
    case "object":
      return recordText(about.subject);
    case "land":
      return "its oldest write lands on disk";
    case "persisted":
      return `its disk says: durable is ${recordPhrase(world, slot ?? 0, about.record)}`;
    case "crash":
      return leftText(world, node ?? "", about.left);
    case "restart":
      return "comes back with its disk";
  }
}

function requestText({ subject }: World, { request }: Extract<About, { readonly kind: "ask" }>): string {
  const { kind: _, ...rest } = request;
  const said = Object.values(subject.mapping.argumentsOf?.(request) ?? {});
  return said.length > 0 ? said.map(phrase).join(", ") : recordText(rest);
}

/** A record as the specification has it. */
function recordPhrase({ subject }: World, slot: number, record: unknown): string {
  const part = present(subject.system.parts[slot]);
  const down = crash({ role: undefined, timers: [], durable: record, writing: [], told: [], repeating: 0 });
  const leaf = subject.mapping.leavesOf(part, down).find(({ variable }) => variable === "durable");
  if (leaf !== undefined) return phrase(leaf.value);
  return record === null ? "nothing" : recordText(record);
}

function leftText(world: World, node: string, left: readonly unknown[]): string {
  const slots = world.subject.system.parts.flatMap((part, slot) => (part.node === node ? [slot] : []));
  const texts = slots.map((slot, i) => recordPhrase(world, slot, left[i]));
  return `goes down; its disk keeps ${texts.join("; ")}`;
}
