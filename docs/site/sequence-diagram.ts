/**
 * A run as a sequence diagram in SVG.
 *
 * @module
 */
import { escapeHtml } from "./html.ts";
import type { DrawnRun, Sent } from "./rehearsal.ts";
import { boxWidth, column, lineHeight, middleOf, type Placed, place } from "./sequence-layout.ts";

const headHeight = 26;
const gapWidth = column - boxWidth;

/** A point of the picture. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** A message as it is drawn, or several that are alike and do not arrive. */
interface Arrow {
  readonly sent: Sent;
  readonly addressees: readonly string[];
  /** 1 to the right, -1 to the left. */
  readonly direction: number;
  readonly from: Point;
  readonly to: Point;
  /** Whether it gets there in this picture. */
  readonly arrives: boolean;
}

/**
 * @param nodes - from left to right
 * @param linkOfAction - the address of an action's definition
 * @param description - for those who do not see the picture
 */
export function sequenceDiagram(
  run: DrawnRun,
  nodes: readonly string[],
  linkOfAction: (action: string) => string,
  description: string,
): string {
  const standing = Math.max(0, ...[...run.standing.values()].map(({ length }) => length));
  const top = headHeight + standing * lineHeight;
  const placed = place(run, nodes, top + 30);
  const arrows = arrowsOf(run, placed, nodes);
  const bottom = Math.max(...placed.map(({ y, height }) => y + height / 2)) + 24;
  const width = nodes.length * column;
  return [
    // No single image: there are links in it.
    `<svg class="diagram sequence" viewBox="0 0 ${width} ${bottom}" width="${width}" height="${bottom}" role="group" aria-label="${escapeHtml(description)}">`,
    ...nodes.map((node) => head(node, run.standing.get(node) ?? [], middleOf(nodes, node))),
    ...nodes.flatMap((node) => {
      const scenes = placed.filter(({ scene }) => scene.node === node);
      return lifeline(scenes, middleOf(nodes, node), top + 10, bottom);
    }),
    ...arrows.map(drawn),
    ...placed.map((each) => sceneBox(each, linkOfAction)),
    ...arrows.map((arrow) => label(arrow, arrows)),
    "</svg>",
  ].join("\n");
}

function head(node: string, standing: readonly string[], x: number): string {
  const lines = standing.map((line, at) => text("changes", x, headHeight + (at + 1) * lineHeight, line));
  return [text("node", x, headHeight, node), ...lines].join("");
}

/** Whole while the node is up, dotted while it is down. */
function lifeline(scenes: readonly Placed[], x: number, top: number, bottom: number): readonly string[] {
  const ends = [...scenes.slice(1), undefined];
  const first = scenes[0]?.y ?? bottom;
  const line = (from: number, to: number, kind: string): string =>
    `<line class="${kind}" x1="${x}" y1="${from}" x2="${x}" y2="${to}"/>`;
  return [
    line(top, first, "up"),
    ...scenes.map(({ scene, y }, at) => line(y, ends[at]?.y ?? bottom, scene.isUp ? "up" : "down")),
  ];
}

/** Those that arrive have an arrow each; of the others, those that are alike share one. */
function arrowsOf({ sent: all }: DrawnRun, placed: readonly Placed[], nodes: readonly string[]): readonly Arrow[] {
  const arrows: Arrow[] = [];
  for (const sent of all) {
    const start = placed[sent.from];
    if (start === undefined) continue;
    const end = sent.to === undefined ? undefined : placed[sent.to];
    if (end !== undefined) {
      arrows.push(arriving(sent, start, end));
      continue;
    }
    const direction = Math.sign(middleOf(nodes, sent.message.to) - start.x);
    const beside = arrows.filter((one) => !one.arrives && one.sent.from === sent.from && one.direction === direction);
    const alike = beside.find((one) => isAlike(one.sent, sent));
    if (alike === undefined) arrows.push(leaving(sent, start, direction, beside.length));
    else arrows[arrows.indexOf(alike)] = { ...alike, addressees: [...alike.addressees, sent.message.to] };
  }
  return arrows;
}

/** From the lower edge of one box to the upper edge of the other. */
function arriving(sent: Sent, start: Placed, end: Placed): Arrow {
  const direction = Math.sign(end.x - start.x);
  const from = { x: start.x + (direction * boxWidth) / 2, y: start.y + start.height / 2 - 5 };
  const to = { x: end.x - (direction * boxWidth) / 2, y: end.y - end.height / 2 + 5 };
  return { sent, addressees: [sent.message.to], direction, from, to, arrives: true };
}

/** It ends beside the box, above those that have left there before. */
function leaving(sent: Sent, start: Placed, direction: number, before: number): Arrow {
  const from = { x: start.x + (direction * boxWidth) / 2, y: start.y - before * 22 };
  const to = { x: from.x + direction * gapWidth * 0.75, y: from.y + 5 };
  return { sent, addressees: [sent.message.to], direction, from, to, arrives: false };
}

function isAlike(one: Sent, other: Sent): boolean {
  return (
    one.message.kind === other.message.kind && one.lost === other.lost && one.contents.join() === other.contents.join()
  );
}

/** What is neither received nor lost is still on its way when the picture ends. */
function drawn({ sent, from, to }: Arrow): string {
  const isLost = sent.lost === true;
  return [
    `<g class="message${isLost ? " lost" : ""}">`,
    `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}"/>`,
    isLost ? cross(to) : arrowHead(from, to),
    "</g>",
  ].join("");
}

/** The kind of the message, and under it what it says: beside the addressee, or beside the sender if it does not arrive. */
function label({ sent, addressees, direction, from, to, arrives }: Arrow, arrows: readonly Arrow[]): string {
  const { message, contents } = sent;
  if (!arrives) {
    // Of a message to several nodes it is said once what it says.
    const isSaidBeside = arrows.some(
      (other) => other.arrives && other.sent.from === sent.from && other.sent.contents.join() === contents.join(),
    );
    const x = from.x + (direction * gapWidth) / 2;
    const below = isSaidBeside ? [] : contents;
    return [said(x, from.y - 5, [`${message.kind} to ${addressees.join(", ")}`]), said(x, from.y + 18, below)].join("");
  }
  const x = to.x - (direction * gapWidth) / 2;
  const onLine = from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x);
  return said(x, onLine - 5 - (contents.length * lineHeight) / 2, [message.kind, ...contents]);
}

function said(x: number, y: number, lines: readonly string[]): string {
  return lines.map((line, at) => text("said", x, y + at * lineHeight, line)).join("");
}

function arrowHead(from: Point, to: Point): string {
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  return `<path d="M0 0L-9 -4L-9 4Z" transform="translate(${to.x} ${to.y}) rotate(${angle.toFixed(1)})"/>`;
}

function cross({ x, y }: Point): string {
  return `<path class="cross" d="M${x - 5} ${y - 5}L${x + 5} ${y + 5}M${x - 5} ${y + 5}L${x + 5} ${y - 5}"/>`;
}

function sceneBox({ scene, lines, x, y, height }: Placed, linkOfAction: (action: string) => string): string {
  const kind = scene.action === "Crash" || scene.action === "Restart" ? ` ${scene.action.toLowerCase()}` : "";
  const first = y - height / 2 + 16;
  return [
    `<g class="scene${kind}">`,
    `<rect x="${x - boxWidth / 2}" y="${y - height / 2}" width="${boxWidth}" height="${height}" rx="5"/>`,
    `<a href="${linkOfAction(scene.action)}">${text("action", x, first, scene.action)}</a>`,
    ...lines.map((line, at) => text("changes", x, first + (at + 1) * lineHeight, line)),
    "</g>",
  ].join("");
}

function text(kind: string, x: number, y: number, content: string): string {
  return `<text class="${kind}" x="${x}" y="${y}">${escapeHtml(content)}</text>`;
}
