/**
 * The ladder of a protocol: those of its models whose purpose begins with "Rung", in their order, with what came of each.
 *
 * @module
 */
import type { ModelRow } from "../../conformance/check/manifest.ts";
import { formatCount } from "../../conformance/check/table.ts";
import { SetupError } from "../../conformance/setup-error.ts";
import { present } from "../../src/core/present.ts";
import type { Project } from "../site/project.ts";

/**
 * A table with a line for each model.
 *
 * @param specification - whose ladder
 * @throws SetupError if no model of it stands on a rung
 */
export function ladderMarkdown({ models }: Pick<Project, "models">, specification: string): string {
  const rows = models.filter((row) => row.specification === specification && row.shows.startsWith("Rung "));
  if (rows.length === 0)
    throw new SetupError(`no model of ${specification} shows a rung: its purpose begins "Rung 1: "`);
  return ["| rung | verdict | model |", "|---|---|---|", ...rows.map(lineOf)].join("\n");
}

function lineOf(row: ModelRow): string {
  const [name = "", ...text] = row.shows.split(": ");
  return `| **${name}** ${text.join(": ")} | ${verdictOf(row)} | \`${row.name}\` |`;
}

function verdictOf(row: ModelRow): string {
  const { word, isGood, steps, states } = verdictIn(row);
  return isGood ? `${word}, ${formatCount(states ?? 0)} states` : `**${word}** in ${steps} steps`;
}

/** What came of a model: a word, and how long its counterexample is, or how many states it has. */
export interface RungVerdict {
  readonly word: "splits" | "blocks" | "safe" | "all decide";
  readonly isGood: boolean;
  readonly steps?: number;
  readonly states?: number;
}

/** Two nodes that tell different outcomes are what the ladder is about; all else that can fail is waiting. */
export function verdictIn({ expected, invariants }: Pick<ModelRow, "expected" | "invariants">): RungVerdict {
  if (expected.kind === "violates") {
    const { property, length } = expected;
    return { word: property === "Agreement" ? "splits" : "blocks", isGood: false, steps: present(length) - 1 };
  }
  const counts = expected.kind === "passes" ? expected.counts : undefined;
  const word = invariants.length === 0 ? "all decide" : "safe";
  return { word, isGood: true, states: present(counts).distinct };
}
