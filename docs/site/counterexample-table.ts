/**
 * A behaviour that TLC printed, as a table: a row for each step, a column for each node, and in it only what that step
 * changed.
 *
 * @module
 */
import { parseValue } from "../../conformance/engine/tla-parser.ts";
import { type TlaValue, textOf } from "../../conformance/engine/tla-value.ts";
import type { Counterexample, Ending, TraceState } from "../../conformance/tlc/counterexample.ts";
import { escapeHtml } from "./html.ts";

/** The part of a variable that belongs to one node, or to none. */
interface Leaf {
  readonly variable: string;
  /** The node, if the last argument of the variable is one. */
  readonly node: string | undefined;
  /** What else is needed to say which part it is, such as the transaction. */
  readonly of: readonly string[];
  readonly value: TlaValue;
}

type Leaves = ReadonlyMap<string, Leaf>;

export function counterexampleTable(
  { states, ending }: Counterexample,
  linkOfAction: (action: string) => string,
): string {
  const nodes = nodesOf(states[0]);
  const all = states.map((state) => leavesOf(state, nodes));
  const instances = new Set(
    all.flatMap((leaves) => [...leaves.values()].map(({ of }) => of.join(" "))).filter(Boolean),
  );
  const rows = states.map((state, at) => {
    const changes = changesFrom(all[at - 1], all[at] ?? new Map(), instances.size > 1);
    const cells = [...nodes, undefined].map((node) => changes.filter((change) => change.node === node));
    const action = state.action === "Init" ? "Init" : `<a href="${linkOfAction(state.action)}">${state.action}</a>`;
    return `<tr><td>${state.number}</td><td>${action}</td>${cells.map(cellOf).join("")}</tr>`;
  });
  const heads = ["", "action", ...nodes, "messages, and the rest"].map((head) => `<th>${head}</th>`).join("");
  return [
    '<div class="wide"><table class="behaviour">',
    `<thead><tr>${heads}</tr></thead>`,
    `<tbody>${rows.join("\n")}${endingRow(ending, nodes.length + 3)}</tbody>`,
    "</table></div>",
  ].join("\n");
}

const nothing = "nothing";

interface Change {
  readonly node: string | undefined;
  readonly html: string;
}

function cellOf(changes: readonly Change[]): string {
  return `<td>${changes.map(({ html }) => html).join("<br>")}</td>`;
}

function endingRow(ending: Ending, columns: number): string {
  switch (ending.kind) {
    case "ends":
      return "";
    case "stutters":
      return `<tr class="ending"><td colspan="${columns}">and nothing happens any more</td></tr>`;
    case "back to":
      return `<tr class="ending"><td colspan="${columns}">and from here back to ${ending.state}, again and again</td></tr>`;
  }
}

/** In every specification of ours `status` says how far each node is, so that its last arguments are the nodes. */
function nodesOf(state: TraceState | undefined): readonly string[] {
  const status = state?.variables.find(({ name }) => name === "status");
  if (status === undefined) return [];
  const nodes = new Set<string>();
  const visit = (value: TlaValue): void => {
    if (value.kind !== "function") return;
    for (const [argument, inner] of value.pairs) {
      if (inner.kind === "function") visit(inner);
      else if (argument.kind === "model") nodes.add(argument.name);
    }
  };
  visit(parseValue(status.value));
  return [...nodes].sort();
}

function leavesOf(state: TraceState, nodes: readonly string[]): Leaves {
  const leaves = new Map<string, Leaf>();
  const visit = (variable: string, path: readonly string[], value: TlaValue): void => {
    const isMap = value.kind === "function" && value.pairs.every(([argument]) => argument.kind === "model");
    if (isMap && value.pairs.length > 0) {
      for (const [argument, inner] of value.pairs) visit(variable, [...path, textOf(argument)], inner);
      return;
    }
    const last = path.at(-1);
    const node = last !== undefined && nodes.includes(last) ? last : undefined;
    leaves.set([variable, ...path].join(" "), {
      variable,
      node,
      of: node === undefined ? path : path.slice(0, -1),
      value,
    });
  };
  for (const { name, value } of state.variables) visit(name, [], parseValue(value));
  return new Map([...leaves].sort(([, one], [, other]) => rank(one) - rank(other)));
}

/** How far a node is comes first. */
function rank(leaf: Leaf): number {
  return (
    ["status", "writing", "durable", "outcome", "messages"].indexOf(leaf.variable) +
    (leaf.variable === "messages" ? -9 : 0)
  );
}

function changesFrom(before: Leaves | undefined, after: Leaves, nameInstances: boolean): readonly Change[] {
  return [...after].flatMap(([key, leaf]) => {
    const old = before?.get(key)?.value;
    const isStart = before === undefined;
    if (isStart ? leaf.variable !== "status" : old !== undefined && textOf(old) === textOf(leaf.value)) return [];
    // That a write has left the queue is said by what became durable, or by the crash that lost it.
    if (leaf.variable === "writing" && plain(leaf.value) === nothing) return [];
    const instance = nameInstances && leaf.of.length > 0 ? `${leaf.of.join(" ")}: ` : "";
    return [{ node: leaf.node, html: escapeHtml(instance) + changeHtml(leaf, old) }];
  });
}

function changeHtml({ variable, value }: Leaf, old: TlaValue | undefined): string {
  if (variable === "status") return `<strong>${escapeHtml(plain(value))}</strong>`;
  if (variable === "writing") return escapeHtml(`writes ${plain(value)}`);
  if (value.kind !== "set" || old?.kind !== "set") return escapeHtml(`${variable}: ${plain(value)}`);
  const texts = new Set(value.members.map(textOf));
  const oldTexts = new Set(old.members.map(textOf));
  const added = value.members.filter((member) => !oldTexts.has(textOf(member)));
  const removed = old.members.filter((member) => !texts.has(textOf(member)));
  const parts = [...added.map((member) => `+ ${plain(member)}`), ...removed.map((member) => `− ${plain(member)}`)];
  return parts.map((part) => escapeHtml(variable === "messages" ? part : `${variable}: ${part}`)).join("<br>");
}

/** A value for reading: strings without quotes, and a message as who says what to whom. */
function plain(value: TlaValue): string {
  if (value.kind === "string") return value.text;
  if (value.kind !== "function") return textOf(value);
  const fields = new Map(
    value.pairs.map(([key, field]) => [key.kind === "string" ? key.text : textOf(key), plain(field)]),
  );
  const kind = fields.get("kind");
  if (kind !== undefined) return `${kind} ${fields.get("from")} → ${fields.get("to")}`;
  return value.pairs.length === 0 ? nothing : [...fields.values()].join(", ");
}
