/**
 * A run as a sequence diagram in SVG. Time runs downwards: a scene stands one row below the last one at its node, and
 * below the sending of the message that it receives, so that independent scenes stand side by side.
 *
 * @module
 */
import { escapeHtml } from "./html.ts";
import type { Rehearsal, Scene, Sent } from "./rehearsal.ts";

const column = 250;
const row = 62;
const box = { width: 176, height: 38 };
const top = 44;

/** A scene with its place. */
interface Placed {
  readonly scene: Scene;
  readonly x: number;
  /** The middle of the box. */
  readonly y: number;
}

/**
 * @param nodes - from left to right
 * @param linkOfAction - the address of an action's definition
 * @param description - for those who do not see the picture
 */
export function sequenceDiagram(
  run: Rehearsal,
  nodes: readonly string[],
  linkOfAction: (action: string) => string,
  description: string,
): string {
  const placed = place(run, nodes);
  const bottom = Math.max(...placed.map(({ y }) => y)) + row;
  const width = nodes.length * column;
  return [
    `<svg class="diagram sequence" viewBox="0 0 ${width} ${bottom}" width="${width}" height="${bottom}" role="img" aria-label="${escapeHtml(description)}">`,
    ...nodes.map((node, at) => head(node, (at + 0.5) * column)),
    ...nodes.flatMap((node, at) =>
      lifeline(
        placed.filter(({ scene }) => scene.node === node),
        (at + 0.5) * column,
        bottom,
      ),
    ),
    ...run.sent.map((sent) => arrow(sent, placed, nodes)),
    ...placed.map((each) => sceneBox(each, linkOfAction)),
    "</svg>",
  ].join("\n");
}

function place(run: Rehearsal, nodes: readonly string[]): readonly Placed[] {
  const rows: number[] = [];
  const lastRow = new Map<string, number>();
  let afterCrash = 0;
  return run.scenes.map((scene, index) => {
    const received = run.sent.find(({ to }) => to === index);
    const afterSending = received === undefined ? 0 : (rows[received.from] ?? 0) + 1;
    // What is played while a node is down stands beside that time.
    const afterAll = scene.action === "Restart" ? Math.max(...rows) + 1 : 0;
    const at = Math.max(afterSending, (lastRow.get(scene.node) ?? -1) + 1, afterCrash, afterAll);
    if (scene.action === "Crash") afterCrash = at + 1;
    rows.push(at);
    lastRow.set(scene.node, at);
    return { scene, x: (nodes.indexOf(scene.node) + 0.5) * column, y: top + 40 + at * row };
  });
}

function head(node: string, x: number): string {
  return `<text class="node" x="${x}" y="${top - 18}">${escapeHtml(node)}</text>`;
}

/** Whole while the node is up, dotted while it is down. */
function lifeline(scenes: readonly Placed[], x: number, bottom: number): readonly string[] {
  const ends = [...scenes.slice(1), undefined];
  const first = scenes[0]?.y ?? bottom;
  const line = (from: number, to: number, kind: string): string =>
    `<line class="${kind}" x1="${x}" y1="${from}" x2="${x}" y2="${to}"/>`;
  return [
    line(top - 8, first, "up"),
    ...scenes.map(({ scene, y }, at) => line(y, ends[at]?.y ?? bottom, scene.isUp ? "up" : "down")),
  ];
}

function arrow(sent: Sent, placed: readonly Placed[], nodes: readonly string[]): string {
  const start = placed[sent.from];
  if (start === undefined) return "";
  const arrived = sent.to === undefined ? undefined : placed[sent.to];
  const target = (nodes.indexOf(sent.message.to) + 0.5) * column;
  const direction = Math.sign(target - start.x);
  const from = { x: start.x + (direction * box.width) / 2, y: start.y + 8 };
  const isLost = arrived === undefined;
  const to = isLost
    ? { x: start.x + (target - start.x) * 0.62, y: start.y + row * 0.45 }
    : { x: target - (direction * box.width) / 2, y: arrived.y - 8 };
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - 5 };
  return [
    `<g class="message${isLost ? " lost" : ""}">`,
    `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}"/>`,
    isLost ? cross(to.x, to.y) : arrowHead(from, to),
    `<text x="${middle.x}" y="${middle.y}">${escapeHtml(sent.message.kind)}</text>`,
    "</g>",
  ].join("");
}

function arrowHead(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  return `<path d="M0 0L-9 -4L-9 4Z" transform="translate(${to.x} ${to.y}) rotate(${angle.toFixed(1)})"/>`;
}

function cross(x: number, y: number): string {
  return `<path class="cross" d="M${x - 5} ${y - 5}L${x + 5} ${y + 5}M${x - 5} ${y + 5}L${x + 5} ${y - 5}"/>`;
}

function sceneBox({ scene, x, y }: Placed, linkOfAction: (action: string) => string): string {
  const kind = scene.action === "Crash" || scene.action === "Restart" ? ` ${scene.action.toLowerCase()}` : "";
  const changes = scene.changes.join(" · ");
  const lines = changes === "" ? [y + 4] : [y - 4, y + 12];
  return [
    `<g class="scene${kind}">`,
    `<rect x="${x - box.width / 2}" y="${y - box.height / 2}" width="${box.width}" height="${box.height}" rx="5"/>`,
    `<a href="${linkOfAction(scene.action)}"><text class="action" x="${x}" y="${lines[0]}">${scene.action}</text></a>`,
    changes === "" ? "" : `<text class="changes" x="${x}" y="${lines[1]}">${escapeHtml(changes)}</text>`,
    "</g>",
  ].join("");
}
