/** What the guide to epoch consensus draws: the transition table, and scripts of runs. */
import type { NodeEvent } from "../../src/consensus/epoch-consensus/node.ts";
import { epochConsensus } from "../../src/consensus/epoch-consensus/system.ts";
import { leadershipTable } from "../../src/epochs/leadership.ts";
import type { Pictures } from "../site/pictures.ts";
import { Rehearsal } from "../site/rehearsal.ts";
import { epochConsensusWording } from "./epoch-consensus.wording.ts";

const nodes = ["n1", "n2", "n3"];

function wants(value: string): NodeEvent {
  return { kind: "propose", value };
}

/** `candidate` is elected with the vote of `voter`, which suspects that nobody leads, too. */
function elect(run: Rehearsal, candidate: string, voter: string): void {
  run.fire(candidate, "suspect");
  run.deliver("requestPreVote", candidate, voter);
  run.deliver("preVote", voter, candidate);
  run.answer(candidate);
  run.deliver("requestVote", candidate, voter);
  run.answer(voter);
  run.deliver("vote", voter, candidate);
}

/** The first node leads the first epoch, and has put `x` to the vote. */
function untilProposed(): Rehearsal {
  const run = new Rehearsal(epochConsensus({ nodes }), epochConsensusWording);
  elect(run, "n1", "n2");
  run.ask("n1", wants("x"));
  return run;
}

function decision(): Rehearsal {
  const run = untilProposed();
  for (const kind of ["requestPreVote", "requestVote", "propose"]) run.lose(kind, "n1", "n3");
  run.answer("n1");
  run.deliver("propose", "n1", "n2");
  run.answer("n2");
  run.deliver("accept", "n2", "n1");
  for (const node of ["n2", "n3"]) run.deliver("decide", "n1", node);
  return run;
}

/** The value is chosen, nobody knows it, and the leader goes down. */
function recovery(): Rehearsal {
  const run = untilProposed();
  run.answer("n1");
  run.deliver("propose", "n1", "n2");
  run.answer("n2");
  run.crash("n1");
  run.lose("accept", "n2", "n1");
  run.lose("propose", "n1", "n3");
  run.deliver("requestVote", "n1", "n3");
  run.answer("n3");
  run.lose("vote", "n3", "n1");
  run.lose("requestPreVote", "n1", "n3");
  run.fire("n2", "suspect");
  for (const node of ["n1", "n3"]) run.lose("requestPreVote", "n2", node);
  elect(run, "n3", "n2");
  for (const kind of ["requestPreVote", "requestVote", "propose"]) run.lose(kind, "n3", "n1");
  run.deliver("propose", "n3", "n2");
  run.answer("n3");
  run.answer("n2");
  run.deliver("accept", "n2", "n3");
  run.lose("decide", "n3", "n1");
  run.deliver("decide", "n3", "n2");
  return run;
}

export const epochConsensusPictures: Pictures = {
  specification: "EpochConsensus",
  tables: { node: { table: leadershipTable, description: "The role changes of a node" } },
  nodes,
  runs: {
    decision: { play: decision, description: "A run in which a leader is elected and a value decided" },
    recovery: {
      play: recovery,
      description: "A run in which a second leader recovers what the first may have decided",
    },
  },
};
