/**
 * What tells two states apart, node by node and field by field: `n2.vote: None → n2`, `n1.votes: + n2`. The one way in
 * which steps, mismatches and violations are told in a terminal; the reports have the states whole.
 *
 * @module
 */
import { cut } from "./lines.ts";
import { nodesOf, type Place, placesOf, type Values } from "./places.ts";
import { fieldsOf } from "./tla-phrase.ts";
import { changesOfValue, type ValueChange } from "./value-change.ts";

export interface Difference {
  readonly node: string | undefined;
  /** What has changed: `n2.vote`, `p1.durable`, `broadcast`; empty for messages, which say themselves what they are. */
  readonly place: string;
  readonly change: ValueChange;
}

/** What the states of a behaviour have in common. */
export interface Setting {
  readonly nodes: readonly string[];
  /** Whether it has to be said of which transaction, or other instance, a variable is: there are several. */
  readonly namesInstances: boolean;
}

export function settingOf(values: Values): Setting {
  const nodes = nodesOf(values);
  const instances = new Set(placesOf(values, nodes).flatMap(({ of }) => (of.length === 0 ? [] : of.join(" "))));
  return { nodes, namesInstances: instances.size > 1 };
}

/** How far the nodes are comes first, and what they have sent comes last. */
export function differencesBetween(
  before: Values,
  after: Values,
  { nodes, namesInstances }: Setting,
): readonly Difference[] {
  const old = new Map(placesOf(before, nodes).map((place) => [keyOf(place), place]));
  const now = new Map(placesOf(after, nodes).map((place) => [keyOf(place), place]));
  const places = [...new Map([...old, ...now]).values()].sort((one, other) => rank(one) - rank(other));
  return places.flatMap((place) => {
    const name = nameOf(place, namesInstances);
    const changes = changesOfValue(old.get(keyOf(place))?.value, now.get(keyOf(place))?.value);
    return changes.map(({ part, change }) => ({ node: place.node, place: name + part, change }));
  });
}

/** Those who have sent what was sent: a step that changes no node's state may be one of sending alone. */
export function sendersIn(differences: readonly Difference[]): ReadonlySet<string> {
  const sent = differences.flatMap(({ place, change }) =>
    place === "" && change.kind === "comes" ? (fieldsOf(change.value)?.get("from") ?? []) : [],
  );
  return new Set(sent.flatMap((from) => (from.kind === "model" ? from.name : [])));
}

/** The one node whose step this was, as far as what it has changed tells it. */
export function whoActed(differences: readonly Difference[]): string | undefined {
  const changed = new Set(differences.flatMap(({ node }) => node ?? []));
  const [only, another] = changed.size > 0 ? changed : sendersIn(differences);
  return another === undefined ? only : undefined;
}

/** One line, in so many columns; what is longer is cut, and marked where. */
export function differenceLine({ place, change }: Difference, room: number): string {
  const name = place === "" ? "" : `${place}: `;
  const rest = room - name.length;
  switch (change.kind) {
    case "comes":
      return name + cut(`+ ${change.what}`, rest);
    case "goes":
      return name + cut(`− ${change.what}`, rest);
    case "becomes":
      return name + becoming(change.before, change.after, rest);
  }
}

function becoming(before: string | undefined, after: string | undefined, room: number): string {
  if (before === undefined || after === undefined) return cut(before === undefined ? `${after}` : `− ${before}`, room);
  const arrow = " → ";
  if (before.length + arrow.length + after.length <= room) return before + arrow + after;
  // What both begin with says nothing of how they differ.
  const alike = sameWords(before, after);
  const [old, now] = alike === 0 ? [before, after] : [`… ${before.slice(alike)}`, `… ${after.slice(alike)}`];
  const half = Math.floor((room - arrow.length) / 2);
  const shorter = cut(old, Math.max(half, room - arrow.length - now.length));
  return shorter + arrow + cut(now, room - arrow.length - shorter.length);
}

/** How many characters two texts begin with alike, in whole words. */
function sameWords(one: string, other: string): number {
  let alike = 0;
  while (alike < one.length && one[alike] === other[alike]) alike++;
  return one.lastIndexOf(" ", alike - 1) + 1;
}

/** A node's own state is the node's: `n2.vote`, and not `n2.state.vote`. */
function nameOf({ variable, node, of }: Place, namesInstances: boolean): string {
  if (variable === "messages") return "";
  const instance = namesInstances ? of.map((argument) => `[${argument}]`).join("") : "";
  if (node === undefined) return variable + instance;
  return variable === "state" ? node + instance : `${node}.${variable}${instance}`;
}

function keyOf({ variable, node, of }: Place): string {
  return [variable, ...of, node ?? ""].join(" ");
}

function rank({ variable }: Place): number {
  if (variable === "messages") return 2;
  return variable === "state" || variable === "status" ? 0 : 1;
}
