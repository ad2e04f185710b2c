/**
 * Where the scenes of a run stand. Time runs downwards: a scene stands one row below the last one at its node, and below
 * the sending of the message that it receives, so that independent scenes stand side by side.
 *
 * @module
 */
import type { DrawnRun, Scene } from "./rehearsal.ts";

/** The distance between the middles of two columns, and the width of the boxes in them. */
export const column = 272;
export const boxWidth = 164;
/** From one line of a text to the next. */
export const lineHeight = 14;
/** About how many characters of what is written small fit into a box. */
const charactersInBox = 27;

/** A scene with its place. */
export interface Placed {
  readonly scene: Scene;
  /** What is written under the action. */
  readonly lines: readonly string[];
  readonly x: number;
  /** The middle of the box. */
  readonly y: number;
  readonly height: number;
}

/** The middle of a node's column. */
export function middleOf(nodes: readonly string[], node: string): number {
  return (nodes.indexOf(node) + 0.5) * column;
}

/** @param top - where the first row begins */
export function place(run: DrawnRun, nodes: readonly string[], top: number): readonly Placed[] {
  const rows = rowsOf(run);
  const lines = run.scenes.map(({ changes }) => wrapped(changes));
  const heights = lines.map(({ length }) => 24 + length * lineHeight);
  const gap = 10 + lineHeight * Math.max(1, ...run.sent.map(({ contents }) => contents.length));
  const tops: number[] = [];
  let next = top;
  for (let row = 0; row <= Math.max(...rows); row++) {
    tops.push(next);
    next += gap + Math.max(...heights.filter((_, scene) => rows[scene] === row));
  }
  return run.scenes.map((scene, index) => {
    const height = heights[index] ?? 0;
    const y = (tops[rows[index] ?? 0] ?? 0) + height / 2;
    return { scene, lines: lines[index] ?? [], x: middleOf(nodes, scene.node), y, height };
  });
}

/** The row of each scene, from 0. */
function rowsOf(run: DrawnRun): readonly number[] {
  const rows: number[] = [];
  const lastRow = new Map<string, number>();
  let afterCrash = 0;
  for (const [index, { node, action }] of run.scenes.entries()) {
    const received = run.sent.find(({ to }) => to === index);
    const afterSending = received === undefined ? 0 : (rows[received.from] ?? 0) + 1;
    // What is played while a node is down stands beside that time.
    const afterAll = action === "Restart" ? Math.max(...rows) + 1 : 0;
    const row = Math.max(afterSending, (lastRow.get(node) ?? -1) + 1, afterCrash, afterAll);
    if (action === "Crash") afterCrash = row + 1;
    rows.push(row);
    lastRow.set(node, row);
  }
  return rows;
}

/** Texts as lines that fit into a box: several in one line where they fit, and one over several where it is long. */
export function wrapped(texts: readonly string[], most: number = charactersInBox): readonly string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    const together = `${last} · ${text}`;
    if (last !== undefined && together.length <= most) lines[lines.length - 1] = together;
    else lines.push(...broken(text, most));
  }
  return lines;
}

function broken(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
