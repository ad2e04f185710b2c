import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TlcRequest } from "./request.ts";

/** A model whose configuration is not in the folder of its module, but made for one run. */
export type OwnModel = {
  readonly name: string;
  readonly module: string;
  /** The folder of the module. */
  readonly folder: string;
  /** The text of the configuration. */
  readonly configuration: string;
};

/**
 * Writes the configuration and the module into a folder of its own, and returns what TLC is asked for. TLC looks for a
 * configuration beside the module, wherever its path points to, so both have to be there.
 */
export function writeOwnModel(
  own: string,
  { name, module, folder, configuration }: OwnModel,
): Pick<TlcRequest, "folder" | "module" | "configuration"> {
  const path = join(own, `${name}.cfg`);
  writeFileSync(path, configuration);
  copyFileSync(join(folder, `${module}.tla`), join(own, `${module}.tla`));
  return { folder: own, module, configuration: path };
}
