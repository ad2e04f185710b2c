/**
 * How a variable of a specification is put together from what each part and each object adds to it.
 *
 * @module
 */
import type { Leaf } from "./mapping.ts";
import type { TlaValue } from "./tla-value.ts";

/** The value that the leaves below a path make together: nested functions down to where the path ends. */
export function assemble(leaves: readonly Leaf[], depth: number = 0): TlaValue {
  const [first] = leaves;
  if (first === undefined) return { kind: "function", pairs: [] };
  if (first.path.length === depth) return first.value;
  const byKey = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const key = JSON.stringify(leaf.path[depth]);
    byKey.set(key, [...(byKey.get(key) ?? []), leaf]);
  }
  const pairs = [...byKey.values()].flatMap((below): (readonly [TlaValue, TlaValue])[] => {
    const argument = below[0]?.path[depth];
    return argument === undefined ? [] : [[argument, assemble(below, depth + 1)]];
  });
  return { kind: "function", pairs };
}
