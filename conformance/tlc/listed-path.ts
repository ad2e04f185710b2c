/**
 * Java and TLC are given lists of paths, for classes and for modules. What ends a path there cannot be part of one, and
 * nothing takes away that meaning.
 *
 * @module
 */
import { delimiter } from "node:path";

/** What is wrong with a path that is to stand in such a list, and what to do about it. */
export function unlistable(path: string): string | undefined {
  if (!path.includes(delimiter)) return undefined;
  return `Java takes the "${delimiter}" in ${path} for the end of a path: move it to a folder whose name has none`;
}
