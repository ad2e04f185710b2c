/**
 * What the documents plot: pictures that are files beside their pages.
 *
 * @module
 */
import { join } from "node:path";
import { readManifest } from "../../conformance/check/model-files.ts";
import { projectFolder } from "../../conformance/project-folder.ts";
import { SetupError } from "../../conformance/setup-error.ts";
import { measured } from "../running/under-load.ts";
import { circlePlot } from "./circle-plot.ts";
import { ladderPlot } from "./ladder-plot.ts";
import { loadPlot } from "./load-plot.ts";

interface Plot {
  readonly description: string;
  readonly draw: (description: string) => string;
}

const plots: Readonly<Record<string, Plot>> = {
  underLoad: {
    description: "A cluster of three under a load, through a crash and a partition of its leader",
    draw: (description) => loadPlot(measured(), description),
  },
  circle: {
    description: "The circle: each arrow makes what it points to of what it comes from; dashed are compositions",
    draw: circlePlot,
  },
  ladder: {
    description:
      "The ladder of three-phase commit: what is assumed on each of seven rungs, and whether the nodes can split there",
    draw: (description) => ladderPlot(readManifest(join(projectFolder, "spec")), description),
  },
};

/** @throws SetupError if there is no such plot */
export function plotNamed(name: string): { readonly svg: string; readonly description: string } {
  const plot = Object.hasOwn(plots, name) ? plots[name] : undefined;
  if (plot === undefined) throw new SetupError(`docs: there is no plot ${name} to draw`);
  const { description, draw } = plot;
  return { svg: `${draw(description)}\n`, description };
}
