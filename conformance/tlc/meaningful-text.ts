import type { SpecificationModule } from "./specification-module.ts";
import { withoutComments } from "./tla-text.ts";

const meaningful = new WeakMap<SpecificationModule, string>();

/** A module without comments, and with one blank for many, which may change without a change of meaning. */
export function meaningfulText(module: SpecificationModule): string {
  const known = meaningful.get(module) ?? withoutComments(module.text).replace(/\s+/g, " ");
  meaningful.set(module, known);
  return known;
}
