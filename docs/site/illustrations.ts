/** Which document draws which pictures. */
import { replicatedCommitPictures } from "../atomic-commit/replicated-commit.pictures.ts";
import { threePhaseCommitPictures } from "../atomic-commit/three-phase-commit.pictures.ts";
import { twoPhaseCommitPictures } from "../atomic-commit/two-phase-commit.pictures.ts";
import { epochConsensusPictures } from "../consensus/epoch-consensus.pictures.ts";
import { epochBroadcastPictures } from "../total-order-broadcast/epoch-broadcast.pictures.ts";
import type { Pictures } from "./pictures.ts";

export const picturesOf: ReadonlyMap<string, Pictures> = new Map([
  ["docs/atomic-commit/two-phase-commit.md", twoPhaseCommitPictures],
  ["docs/atomic-commit/three-phase-commit.md", threePhaseCommitPictures],
  ["docs/atomic-commit/replicated-commit.md", replicatedCommitPictures],
  ["docs/consensus/epoch-consensus.md", epochConsensusPictures],
  ["docs/total-order-broadcast/epoch-broadcast.md", epochBroadcastPictures],
  ["docs/total-order-broadcast/epoch-broadcast-guards.md", epochBroadcastPictures],
  ["docs/total-order-broadcast/running-epoch-broadcast.md", epochBroadcastPictures],
]);
