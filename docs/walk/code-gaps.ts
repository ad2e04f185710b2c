/** From the specification to the code and back: what the `@spec` tags say, and what they leave out. */

import { findDefinition, parseReference } from "../../conformance/definitions/specifications.ts";
import type { SpecificationModule } from "../../conformance/tlc/specification-module.ts";
import { actionsOf, extensionIn } from "./protocol-actions.ts";
import type { Walk } from "./walk.ts";

/** What the environment does, in the words of every specification; the rest is a protocol's. */
const environmentActions: ReadonlySet<string> = new Set(["Land", "Crash", "Restart", "Lose"]);

/** What objects of the environment do: shared modules name it alike. */
const objectActions: ReadonlySet<string> = new Set([
  "LogTakes",
  "LogMisses",
  "CarryOut",
  "Ignore",
  "NumberUnheard",
  "NumberLost",
  "CellUnheard",
  "CellLost",
  "SetUnheard",
  "CountUnheard",
  "WriteUnheard",
  "DecisionsMiss",
]);

/** Actions that are alike in several protocols. */
const sharedActions = "src/epochs/";

/** Roles that another protocol takes as they are. */
const rolesTaken: ReadonlyMap<string, string> = new Map([["ReplicatedCommit", "src/atomic-commit/two-phase-commit/"]]);

/** Specifications of which something is implemented. */
export function implementedSpecifications(walk: Walk): readonly SpecificationModule[] {
  const names = new Set(walk.implementations.map(({ reference }) => parseReference(reference)?.module));
  return [...walk.specifications.values()].filter(({ name }) => names.has(name));
}

/** `@spec` tags that name nothing. */
export function tagsOfNothing(walk: Walk): readonly string[] {
  return walk.implementations.flatMap(({ reference, path, declaration }) => {
    const parsed = parseReference(reference);
    const found = parsed && findDefinition(walk.specifications, parsed.module, parsed.name);
    return found === undefined ? [`${path}: ${declaration} has @spec ${reference}, which does not exist`] : [];
  });
}

/** Actions that are not implemented by exactly one function, or not where their kind belongs. */
export function actionsWithoutOneFunction(walk: Walk): readonly string[] {
  return implementedSpecifications(walk).flatMap((module) =>
    actionsOf(walk.specifications, module.name).flatMap((action) => {
      const reference = `${module.name}!${action}`;
      const found = walk.implementations.filter((implementation) => implementation.reference === reference);
      const [only] = found;
      if (only === undefined || found.length > 1) return [`${reference} has ${found.length} functions`];
      const folders = foldersOf(action, module);
      const isThere = folders.some((folder) => only.path.startsWith(folder));
      return isThere ? [] : [`${reference} is implemented in ${only.path}, not in ${folders.join(" or ")}`];
    }),
  );
}

function foldersOf(action: string, module: SpecificationModule): readonly string[] {
  if (environmentActions.has(action)) return ["src/core/"];
  if (objectActions.has(action)) return ["src/environment/"];
  return [folderOf(module), sharedActions, ...(rolesTaken.has(module.name) ? [rolesTaken.get(module.name) ?? ""] : [])];
}

/**
 * `TwoPhaseCommit` in `spec/atomic-commit` is `src/atomic-commit/two-phase-commit`. What extends another by steps of its
 * own is in the other's folder.
 */
function folderOf(module: SpecificationModule): string {
  const { name, path } = module;
  const protocol = (extensionIn(module) === undefined ? undefined : module.extends[0]) ?? name;
  const kebab = protocol.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  return `${path.replace(/^spec/, "src").replace(/[^/]*$/, "")}${kebab}/`;
}
