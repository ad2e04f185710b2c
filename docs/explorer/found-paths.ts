/** The paths that others have found, for the page to list and for the guide to link to. */

import { readCounterexample } from "../../conformance/check/read-counterexample.ts";
import { picturesOf } from "../site/illustrations.ts";
import type { Pictures } from "../site/pictures.ts";
import type { Project } from "../site/project.ts";
import type { ModelEntry, PathEntry, TwinEntry } from "./catalogue.ts";
import { type FoundPath, NoPath, pathOfCounterexample, pathOfRun } from "./find-path.ts";
import { linkText, type Place } from "./link.ts";
import type { Stage } from "./stages.ts";
import { freeWorldNamed, worldOf } from "./world.ts";

/** A counterexample that is left out: it is not there, or the step functions do not take its steps. */
export interface LeftOut {
  readonly name: string;
  readonly isThere: boolean;
  /** Where the step functions part from it. */
  readonly because?: string;
}

/** What a run is called among all of the guide. */
export function nameOfRun({ specification }: Pictures, name: string): string {
  return `${specification}/${name}`;
}

/** The runs of the guide. One that nobody can choose fails the build: it is made of the same step functions. */
export function runsOf({ protocol }: Stage): readonly PathEntry[] {
  // Several pages may show the runs of one protocol.
  const own = [...new Set(picturesOf.values())].filter(
    ({ specification }) => specification === protocol.mapping.specification,
  );
  return own.flatMap((pictures) =>
    Object.entries(pictures.runs).map(([name, { play, description, twin }]): PathEntry => {
      const nodes = pictures.nodes.filter((column) => column !== "log").length;
      const world = freeWorldNamed(nodes);
      const place = { protocol: protocol.name, world, ...(twin === undefined ? {} : { twin }) };
      const link = linkOf(place, pathOfRun(worldOf(place, []), play()));
      return { name: nameOfRun(pictures, name), title: description, kind: "run", link };
    }),
  );
}

/** What TLC has found, as far as it is there and the step functions take its steps. */
export function counterexamplesOf(
  project: Project,
  { protocol }: Stage,
  models: readonly ModelEntry[],
  twins: readonly TwinEntry[],
): { readonly paths: readonly PathEntry[]; readonly leftOut: readonly LeftOut[] } {
  const paths: PathEntry[] = [];
  const leftOut: LeftOut[] = [];
  const { specification } = protocol.mapping;
  for (const { name, expected } of project.models.filter((row) => row.specification === specification)) {
    if (expected.kind !== "violates") continue;
    const found = readCounterexample(project.buildFolder, name);
    if (found === undefined) {
      leftOut.push({ name, isThere: false });
      continue;
    }
    const isTwin = twins.some((twin) => twin.name === name && twin.model === name);
    const place = { protocol: protocol.name, world: name, ...(isTwin ? { twin: name } : {}) };
    try {
      const link = linkOf(place, pathOfCounterexample(worldOf(place, models), found));
      paths.push({
        name,
        title: `${expected.property}: ${name}`,
        kind: "counterexample",
        link,
        violates: expected.property,
      });
    } catch (error) {
      if (!(error instanceof NoPath)) throw error;
      leftOut.push({ name, isThere: true, because: error.message });
    }
  }
  return { paths, leftOut };
}

function linkOf(place: Place, { steps, from, loop }: FoundPath): string {
  return linkText({ ...place, steps, from, ...(loop === undefined ? {} : { loop }) });
}
