import { posix } from "node:path";

/** From a document to another file; both are paths from the project's folder. */
export function relativeLink(document: string, path: string): string {
  return posix.relative(posix.dirname(document), path);
}
