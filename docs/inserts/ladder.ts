/**
 * The ladder of a protocol: those of its models whose purpose begins with "Rung", in their order, with what came of each.
 *
 * @module
 */
import type { ModelRow } from "../../conformance/check/manifest.ts";
import { formatCount } from "../../conformance/check/table.ts";
import { SetupError } from "../../conformance/setup-error.ts";
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

/** Two nodes that tell different outcomes are what the picture is about; all else that can fail is waiting. */
function verdictOf({ expected, invariants }: ModelRow): string {
  if (expected.kind === "violates") {
    const word = expected.property === "Agreement" ? "splits" : "blocks";
    return `**${word}** in ${(expected.length ?? 1) - 1} steps`;
  }
  const states = expected.kind === "passes" ? expected.counts?.distinct : undefined;
  return `${invariants.length === 0 ? "all decide" : "safe"}, ${formatCount(states)} states`;
}
