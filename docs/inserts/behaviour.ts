/**
 * A behaviour that TLC has found, folded, as a table in Markdown: a row for each step, with who took it and what it
 * changed, and nothing else.
 *
 * @module
 */

import type { ModelRow } from "../../conformance/check/manifest.ts";
import { differencesBetween, sendersIn, settingOf } from "../../conformance/differences/differences.ts";
import { nodesIn, valuesOf } from "../../conformance/differences/places.ts";
import type { Counterexample, Ending, TraceState } from "../../conformance/tlc/counterexample.ts";
import { type Change, changesOf } from "../site/counterexample-changes.ts";

export function behaviour(row: ModelRow, { states, ending }: Counterexample): string {
  const property = row.expected.kind === "violates" ? row.expected.property : "";
  const changes = changesOf(states, nodesIn(states));
  return [
    "<details>",
    `<summary><code>${row.name}</code>: TLC violates <code>${property}</code> in ${stepsIn(states)}</summary>`,
    "",
    "| | who | action | what changed |",
    "|--:|---|---|---|",
    ...states.map((state, at) => rowOf(state, states[at - 1], changes[at] ?? [])),
    ...endingRow(ending),
    "",
    "</details>",
  ].join("\n");
}

/** How long the behaviour is, in words. */
export function stepsIn(states: readonly TraceState[]): string {
  return states.length === 2 ? "1 step" : `${states.length - 1} steps`;
}

function rowOf(state: TraceState, before: TraceState | undefined, changes: readonly Change[]): string {
  const { number, action } = state;
  const nodes = [...new Set(changes.flatMap(({ node }) => node ?? []))].sort();
  // Nobody takes the step into the first state.
  const isFirst = action === "Init";
  const texts = [...nodes, undefined].flatMap((name) => {
    const ofNode = changes.filter(({ node }) => node === name);
    if (name === undefined) return ofNode.map(textOf);
    const text = ofNode.map(textOf).join("; ");
    return [isFirst || nodes.length > 1 ? `${name}: ${text}` : text];
  });
  const who = isFirst ? [] : nodes.length > 0 ? nodes : sendersBetween(before, state);
  return `| ${number} | ${who.join(", ")} | ${action} | ${texts.join("<br>")} |`;
}

function sendersBetween(before: TraceState | undefined, after: TraceState): readonly string[] {
  if (before === undefined) return [];
  const [old, now] = [valuesOf(before), valuesOf(after)];
  return [...sendersIn(differencesBetween(old, now, settingOf(old)))];
}

/** How far a node is stands out. */
function textOf({ text, isHowFar }: Change): string {
  return isHowFar ? `**${escaped(text)}**` : escaped(text);
}

function endingRow(ending: Ending): readonly string[] {
  switch (ending.kind) {
    case "ends":
      return [];
    case "stutters":
      return ["| | | | and nothing happens any more |"];
    case "back to":
      return [`| | | | and from here back to ${ending.state}, again and again |`];
  }
}

/** Text that Markdown would read as something else. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|~]/g, "\\$&");
}
