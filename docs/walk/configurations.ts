/** A model's configuration, as far as its names go: what it checks, and what it puts in place of what. */
import type { ModelRow } from "../../conformance/check/manifest.ts";

export interface ModelConfiguration {
  readonly row: ModelRow;
  /** Its invariants and properties. */
  readonly checks: readonly string[];
  /** All names that its module has to define, those it checks included. */
  readonly names: readonly string[];
}

export function configurationIn(row: ModelRow): ModelConfiguration {
  const { invariants, properties, bounds, sets, values, behaviour } = row;
  const checks = [...invariants, ...properties];
  const formulas = "specification" in behaviour ? [behaviour.specification] : [behaviour.init, behaviour.next];
  const constants = [...Object.keys(sets), ...Object.keys(values)];
  return { row, checks, names: [...checks, ...Object.entries(bounds).flat(), ...formulas, ...constants] };
}
