import type { ModelRow } from "../../conformance/check/manifest.ts";
import { configurationOf } from "../../conformance/check/model-configuration.ts";
import { modelFiles } from "../../conformance/check/model-files.ts";
import { configurationText } from "../../conformance/tlc/configuration.ts";
import { digestOf } from "../../conformance/tlc/digest.ts";
import { usedModules } from "../../conformance/tlc/extended-modules.ts";
import { meaningfulText } from "../../conformance/tlc/meaningful-text.ts";

/** Of all that a model's counterexample depends on but TLC itself, comments left out. */
export function modelDigest(row: ModelRow, specFolder: string): string {
  const modules = usedModules(row.module, modelFiles(row, specFolder).libraries);
  const texts = modules.map((module) => [module.name, meaningfulText(module)]);
  const asked = [row.name, row.module, row.deadlock, row.expected, configurationText(configurationOf(row, specFolder))];
  return digestOf(JSON.stringify([asked, texts])).slice(0, 12);
}
