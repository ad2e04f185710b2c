/**
 * What TLC's answer depends on: every module that it reads, the configuration, TLC itself and Java. The same digest is
 * the same graph, and the same result.
 *
 * @module
 */

import { digestOf } from "./digest.ts";
import { usedModules } from "./extended-modules.ts";
import type { Toolchain } from "./toolchain.ts";

/** @param folders - where TLC looks for modules, in this order */
export function inputDigest(
  toolchain: Toolchain,
  module: string,
  folders: readonly string[],
  texts: readonly string[],
): string {
  const modules = usedModules(module, folders).map(({ name, text }) => [name, text]);
  // Which TLC and which Java, wherever they are.
  const tools = [toolchain.java.description, toolchain.jar.sha256];
  return digestOf(JSON.stringify([tools, module, texts, modules])).slice(0, 24);
}
