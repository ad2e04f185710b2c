/**
 * A process that runs pieces of a soak, one after the other, as they come; and ends with the process that sends them.
 *
 * @module
 */
import type { Piece, PieceDone } from "./pieces.ts";
import { runSeeds } from "./run-seeds.ts";
import { scenarioNamed } from "./scenario-named.ts";

process.on("message", (piece: Piece) => process.send?.(runPiece(piece)));
process.on("disconnect", () => process.exit());

function runPiece({ protocol, seeds }: Piece): PieceDone {
  const { failure, ...sum } = runSeeds((seed) => scenarioNamed(protocol, seed), seeds);
  const { violation, plan } = failure ?? {};
  const found = violation === undefined || plan === undefined ? undefined : { seed: plan.seed, ...violation };
  return { protocol, seeds, sum, found };
}
