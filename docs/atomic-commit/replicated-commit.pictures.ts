/** What the guide to replicated commit draws: a successor that commits, and how it splits where a predecessor's record lands. */
import { systemOf } from "../../conformance/atomic-commit/replicated-commit.bounds.ts";
import { replicatedCommitTwins } from "../../conformance/atomic-commit/replicated-commit.twins.ts";
import { present } from "../../src/core/present.ts";
import type { System } from "../../src/core/system.ts";
import type { Pictures } from "../site/pictures.ts";
import { Rehearsal } from "../site/rehearsal.ts";
import { replicatedCommitWording } from "./replicated-commit.wording.ts";

const participants = ["p1", "p2"];
const role = "coordinator";
const transaction = "a.1.1";
const twin = "ReplicatedCommit_Bug_PredecessorLands";

const constants = {
  sets: { Transaction: ["t1"], Participant: participants, Candidate: ["a", "b"] },
  values: { First: "a", Role: role },
  overrides: {},
};

/** Everyone has voted yes, and the commit of `a` is on its way to the log. */
function untilWritten(system: System): Rehearsal {
  const run = new Rehearsal(system, replicatedCommitWording);
  takeOver(run, "a", 1);
  run.ask("a", { kind: "begin" });
  run.beginPicture();
  const request = { kind: "requestCommit", transaction };
  run.ask("a", request);
  for (const p of participants) run.deliver("prepare", role, p);
  for (const p of participants) run.answer(p);
  for (const p of participants) run.deliver("yes", p, role, "a");
  return run;
}

function takeOver(run: Rehearsal, candidate: string, number: number): void {
  run.ask(candidate, { kind: "takeOver" });
  run.answer(candidate);
  run.take(`take-over ${candidate}.${number}`, candidate);
  run.hear(candidate);
}

/** The node of the coordinator crashes for good at the worst moment, and nobody waits for it. */
function successorCommits(): Rehearsal {
  const run = untilWritten(systemOf(constants));
  run.take("commit by a.1", "a");
  run.crash("a");
  takeOver(run, "b", 1);
  run.fire("b", "resendDecision");
  for (const p of participants) run.deliver("commit", role, p);
  for (const p of participants) run.answer(p);
  for (const p of participants) run.deliver("acknowledge", p, role, "b");
  return run;
}

/** Nobody crashes. The commit comes after the take-over, and whoever reads the log takes it for one nevertheless. */
function predecessorLands(): Rehearsal {
  const run = untilWritten(present(replicatedCommitTwins.find(({ name }) => name === twin)).systemOf(constants));
  takeOver(run, "b", 1);
  run.fire("p1", "askForOutcome");
  run.deliver("inquire", "p1", role, "b");
  run.deliver("abort", role, "p1");
  run.answer("p1");
  run.hear("a");
  run.take("commit by a.1", "a");
  takeOver(run, "a", 2);
  return run;
}

export const replicatedCommitPictures: Pictures = {
  specification: "ReplicatedCommit",
  tables: {},
  nodes: ["p1", "a", "log", "b", "p2"],
  runs: {
    successorCommits: {
      play: successorCommits,
      description: "A run in which the coordinator's node crashes for good, and its successor commits",
    },
    predecessorLands: {
      play: predecessorLands,
      twin,
      description:
        "A run with a mistake, in which a predecessor's record lands after the take-over, and outcomes split",
    },
  },
};
