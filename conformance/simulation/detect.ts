/**
 * How many runs it takes to find each mistake: the twins of the models that must fail, in the same worlds in which the
 * protocol itself stands.
 *
 * @module
 */
import { createLiveProgress } from "../check/live-progress.ts";
import type { Output } from "../check/paint.ts";
import { formatCount } from "../check/table.ts";
import { ownValue } from "../engine/own-value.ts";
import { runSeeds, type Seeds, type Sum } from "./run-seeds.ts";
import type { SimulatedProtocol } from "./simulated.ts";
import type { Detection } from "./tables.ts";

/** Looks for each twin until it is found, or the seeds are used up. */
export function detect(protocol: SimulatedProtocol, seeds: Seeds, output: Output): readonly Detection[] {
  const { twins, scenarioOf, unseen } = protocol;
  const live = createLiveProgress(output, twins.length, "mistakes");
  const detections = twins.map(({ name, systemOf }) => {
    live.start(name);
    const sum = runSeeds(
      (seed) => scenarioOf(seed, systemOf),
      seeds,
      (runs) => {
        live.update(name, `${formatCount(runs)} runs`);
        live.refresh();
      },
    );
    const detection = detectionOf(name, sum, ownValue(unseen, name));
    live.finish(name, `${name}: ${detection.property ?? "not found"} after ${formatCount(sum.runs)} runs`);
    return detection;
  });
  live.close();
  return detections;
}

/** What is not found is to be explained. */
function detectionOf(name: string, { runs, failure }: Sum, explained: string | undefined): Detection {
  const property = failure?.violation?.property;
  const ok = property !== undefined || explained !== undefined;
  return { name, runs, property, ok, ...(explained === undefined ? {} : { explained }) };
}
