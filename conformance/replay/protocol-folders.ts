import { type ModelFiles, modelFiles } from "../check/model-files.ts";
import type { Protocol } from "../engine/protocol.ts";

/** Where the modules of a protocol are, and where TLC looks for those that they extend. */
export function protocolFolders({ name, problem }: Pick<Protocol, "name" | "problem">, specFolder: string): ModelFiles {
  return modelFiles({ problem, protocol: name }, specFolder);
}
