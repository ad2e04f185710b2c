import { join } from "node:path";
import type { Protocol } from "../engine/protocol.ts";

/** Where the modules of a protocol are, and where TLC looks for those that they extend. */
export function protocolFolders(
  { name, problem }: Pick<Protocol, "name" | "problem">,
  specFolder: string,
): { readonly folder: string; readonly libraries: readonly string[] } {
  const folder = join(specFolder, problem, name);
  return { folder, libraries: [folder, join(specFolder, problem), join(specFolder, "environment")] };
}
