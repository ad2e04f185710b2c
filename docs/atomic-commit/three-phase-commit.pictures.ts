/** What the guide to three-phase commit draws: the two transition tables, a run, and the split under a fence. */
import { coordinatorTable, participantTable } from "../../src/atomic-commit/three-phase-commit/status.ts";
import { type ThreePhaseCommitOptions, threePhaseCommit } from "../../src/atomic-commit/three-phase-commit/system.ts";
import type { Pictures } from "../site/pictures.ts";
import { Rehearsal } from "../site/rehearsal.ts";
import { threePhaseCommitWording } from "./three-phase-commit.wording.ts";

const participants = ["p1", "p2"];

/** Everyone has voted yes, and p2 not heard yet. */
function untilVoted(assumes: ThreePhaseCommitOptions["assumes"]): Rehearsal {
  const run = new Rehearsal(
    threePhaseCommit({ transactions: ["t"], coordinator: "c", participants, order: participants, assumes }),
    threePhaseCommitWording,
  );
  run.ask("c", { kind: "requestCommit" });
  for (const p of participants) run.deliver("prepare", "c", p);
  for (const p of participants) run.answer(p);
  run.deliver("yes", "p1", "c");
  return run;
}

function commit(): Rehearsal {
  const run = untilVoted("boundedDelay");
  run.deliver("yes", "p2", "c");
  for (const p of participants) run.deliver("preCommit", "c", p);
  for (const p of participants) run.answer(p);
  for (const p of participants) run.deliver("acknowledge", p, "c");
  for (const p of participants) run.deliver("commit", "c", p);
  for (const p of participants) run.answer(p);
  return run;
}

/** Nobody crashes, and nothing is lost. */
function splitUnderAFence(): Rehearsal {
  const run = untilVoted("rightSuspicions");
  const suspicion = { kind: "takeOver", suspected: ["c"] };
  run.ask("p1", suspicion);
  run.answer("p1");
  stopWaiting(run, "p1", "p2");
  run.answer("p1");
  run.deliver("yes", "p2", "c");
  run.deliver("preCommit", "c", "p2");
  run.answer("p2");
  run.deliver("acknowledge", "p2", "c");
  stopWaiting(run, "c", "p1");
  return run;
}

function stopWaiting(run: Rehearsal, leader: string, node: string): void {
  const request = { kind: "stopWaiting", node };
  run.ask(leader, request);
}

export const threePhaseCommitPictures: Pictures = {
  specification: "ThreePhaseCommit",
  tables: {
    coordinator: { table: coordinatorTable, description: "The role changes of a coordinator" },
    participant: { table: participantTable, description: "The role changes of a participant" },
  },
  nodes: ["p1", "p2", "c"],
  runs: {
    commit: { play: commit, description: "A run in which everyone commits" },
    splitUnderAFence: {
      play: splitUnderAFence,
      description: "A run in which p1 suspects others that are only slow, and aborts, while the others commit",
    },
  },
};
