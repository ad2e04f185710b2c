/**
 * A run of the step functions as a sequence diagram in the language of Mermaid, which code hosts show.
 *
 * A message is one arrow, at the moment at which it arrives, or is sent if it does not: Mermaid draws no slanted ones.
 *
 * @module
 */
import type { Rehearsal, Scene, Sent } from "../site/rehearsal.ts";

/** @param nodes - from left to right */
export function runDiagram({ scenes, sent, standing }: Rehearsal, nodes: readonly string[]): string {
  return [
    "sequenceDiagram",
    ...nodes.map((node) => `  participant ${node}`),
    ...[...standing].map(([node, lines]) => note(node, lines)),
    ...scenes.flatMap((scene, at) => [
      ...sent.filter(({ to }) => to === at).map((one) => arrow("->>", one, senderOf(one, scenes), scene.node)),
      noteOf(scene),
      ...sent.filter(({ from, to }) => from === at && to === undefined).map((one) => arrowOfNone(one, scene.node)),
    ]),
  ].join("\n");
}

function noteOf({ node, action, changes }: Scene): string {
  return note(node, [action, ...changes]);
}

function note(node: string, lines: readonly string[]): string {
  return `  Note over ${node}: ${lines.map(escaped).join("<br/>")}`;
}

/** Who sends it: a message may say a role instead of a node. */
function senderOf({ from, message }: Sent, scenes: readonly Scene[]): string {
  return scenes[from]?.node ?? message.from;
}

/** One that does not arrive in this picture: it is lost, or still on its way. */
function arrowOfNone(sent: Sent, from: string): string {
  return arrow(sent.lost === true ? "-x" : "--)", sent, from, sent.message.to);
}

function arrow(line: string, { message, contents }: Sent, from: string, to: string): string {
  return `  ${from}${line}${to}: ${[message.kind, ...contents].map(escaped).join("<br/>")}`;
}

/** A semicolon ends a line of Mermaid, and a hash begins a code of a character. */
function escaped(text: string): string {
  return text.replace(/[#;<>]/g, (character) => `#${character.charCodeAt(0)};`);
}
