/** What the guide to two-phase commit draws: the two transition tables, and scripts of runs. */
import { coordinatorTable } from "../../src/atomic-commit/two-phase-commit/coordinator-status.ts";
import { participantTable } from "../../src/atomic-commit/two-phase-commit/participant-status.ts";
import { twoPhaseCommit } from "../../src/atomic-commit/two-phase-commit/system.ts";
import type { Pictures } from "../site/pictures.ts";
import { Rehearsal } from "../site/rehearsal.ts";

const participants = ["p1", "p2"];

function rehearsal(): Rehearsal {
  return new Rehearsal(twoPhaseCommit({ transactions: ["t1"], coordinator: "c", participants }));
}

/** Everyone votes yes, and the coordinator's decision is on its way to disk. */
function untilDecided(): Rehearsal {
  const run = rehearsal();
  run.ask("c", { kind: "requestCommit" });
  for (const p of participants) run.deliver("prepare", "c", p);
  for (const p of participants) run.land(p);
  for (const p of participants) run.persisted(p);
  for (const p of participants) run.deliver("yes", p, "c");
  run.land("c");
  return run;
}

function secondPhase(run: Rehearsal): void {
  for (const p of participants) run.deliver("commit", "c", p);
  for (const p of participants) run.land(p);
  for (const p of participants) run.persisted(p);
  for (const p of participants) run.deliver("acknowledge", p, "c");
  run.ask("c", { kind: "confirmOutcome" });
  run.land("c");
}

function commit(): Rehearsal {
  const run = untilDecided();
  run.persisted("c");
  secondPhase(run);
  return run;
}

/** Between the durable decision and its sending: the worst moment at which a coordinator can go down. */
function coordinatorCrashes(): Rehearsal {
  const run = untilDecided();
  run.crash("c");
  for (const p of participants) run.fire(p, "askForOutcome");
  for (const p of participants) run.lose("inquire", p, "c");
  run.restart("c");
  run.fire("c", "resendDecision");
  secondPhase(run);
  return run;
}

export const twoPhaseCommitPictures: Pictures = {
  specification: "TwoPhaseCommit",
  tables: {
    coordinator: { table: coordinatorTable, description: "The role changes of a coordinator" },
    participant: { table: participantTable, description: "The role changes of a participant" },
  },
  nodes: ["p1", "c", "p2"],
  runs: {
    commit: { play: commit, description: "A run in which everyone commits" },
    coordinatorCrashes: {
      play: coordinatorCrashes,
      description: "A run in which the coordinator crashes between its durable decision and the sending of it",
    },
  },
};
