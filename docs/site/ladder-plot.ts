/**
 * The ladder of three-phase commit as one picture: on each rung what is assumed and what guards there are, and what TLC says
 * of it.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import type { ModelRow } from "../../conformance/check/manifest.ts";
import { present } from "../../src/core/present.ts";
import { type RungVerdict, verdictIn } from "../inserts/ladder.ts";
import { escapeHtml } from "./html.ts";

/** A line of the picture. Those of one rung follow each other, and the first has its number. */
export interface LadderLine {
  readonly rung: number;
  readonly model: string;
  /** What the line says, broken as it is drawn. */
  readonly says: readonly string[];
  /** Whether it is what the page asks. */
  readonly isAsked?: boolean;
}

/** Everything that splits has its line, and what holds where that does not. */
export const ladderLines: readonly LadderLine[] = [
  line(1, "EachAlone", "Delay is bounded, and each", "decides alone at its time-out"),
  line(2, "LateMessages", "They ask each other; right", "suspicions, late messages"),
  line(3, "BoundedDelay", "They ask each other, and", "delay is bounded"),
  line(3, "BoundedDelay_Live", "and one of them stays up"),
  line(4, "SuspicionsAtWill", "They ask each other;", "suspicions may be wrong"),
  { ...line(5, "Fenced", "A fence, right suspicions"), isAsked: true },
  { ...line(5, "FencedAtWill", "A fence, wrong suspicions"), isAsked: true },
  line(6, "Consensus", "Fence, majority, round before", "abort, the highest decides"),
  line(6, "Consensus_Blocks", "and no majority is up"),
  line(6, "Bug_NoFence", "without the fence"),
  line(6, "Bug_NoMajority", "without the majority"),
  line(6, "Bug_NoRoundBeforeAbort", "without the round"),
  line(6, "Bug_NotTheHighest", "without the highest"),
  line(7, "TotalFailure", "All were down, and wait for", "the last to come back"),
  line(7, "Bug_DecidesBeforeAllAreBack", "without waiting for it"),
  line(7, "Bug_CountedAfterRestart", "who was down is counted"),
];

const width = 400;
/** The rails, the text beside them, and the verdicts. */
const rails = { left: 14, right: 50 };
const textAt = 64;
const indent = 10;
const verdict = { width: 118, height: 22 };
/** How high a line is, by how much it says; and what stands between two rungs. */
const heights = [0, 28, 44];
const between = 12;
const lineHeight = 17;

const style = readFileSync(new URL("ladder-plot.css", import.meta.url), "utf8");

function line(rung: number, model: string, ...says: readonly string[]): LadderLine {
  return { rung, model: `ThreePhaseCommit_${model}`, says };
}

/** @param models - the rows of the manifest: verdicts are theirs */
export function ladderPlot(models: readonly ModelRow[], description: string): string {
  let bottom = between;
  const drawn = ladderLines.flatMap((one, i) => {
    const isFirst = one.rung !== ladderLines[i - 1]?.rung;
    if (isFirst && i > 0) bottom += between;
    const height = present(heights[one.says.length]);
    const middle = bottom + height / 2;
    bottom += height;
    const row = present(models.find(({ name }) => name === one.model));
    const x = isFirst || one.isAsked === true ? textAt : textAt + indent;
    return [...(isFirst ? rung(one.rung, middle) : []), ...said(one, x, middle), pill(verdictIn(row), middle)];
  });
  bottom += between;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="diagram ladder" viewBox="0 0 ${width} ${bottom}" width="${width}" height="${bottom}" role="img" aria-label="${escapeHtml(description)}">`,
    `<style>\n${style}</style>`,
    ...[rails.left, rails.right].map((x) => `<line x1="${x}" y1="4" x2="${x}" y2="${bottom - 4}"/>`),
    ...drawn,
    "</svg>",
  ].join("\n");
}

function rung(number: number, y: number): readonly string[] {
  const middle = (rails.left + rails.right) / 2;
  const steps = [
    [rails.left, middle - 8],
    [middle + 8, rails.right],
  ];
  return [
    ...steps.map(([from, to]) => `<line x1="${from}" y1="${y}" x2="${to}" y2="${y}"/>`),
    `<text class="number" x="${middle}" y="${y + 5}">${number}</text>`,
  ];
}

function said({ says, isAsked = false }: LadderLine, x: number, y: number): readonly string[] {
  const first = y + 5 - ((says.length - 1) * lineHeight) / 2;
  const kind = isAsked ? ' class="asked"' : "";
  return says.map((text, i) => `<text${kind} x="${x}" y="${first + i * lineHeight}">${escapeHtml(text)}</text>`);
}

function pill({ word, isGood, steps }: RungVerdict, y: number): string {
  const { width: wide, height } = verdict;
  const left = width - 4 - wide;
  const kind = isGood ? "good" : word === "splits" ? "bad" : "waits";
  const text = word === "splits" ? `splits in ${steps} steps` : word;
  return `<rect class="${kind}" x="${left}" y="${y - height / 2}" width="${wide}" height="${height}" rx="5"/><text class="verdict" x="${left + wide / 2}" y="${y + 4}">${text}</text>`;
}
