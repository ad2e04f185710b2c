/** What the guide to epoch broadcast draws: the transition table, and scripts of runs. */
import { leadershipTable } from "../../src/epochs/leadership.ts";
import type { BroadcastRequest } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import { broadcastOf, epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import type { Pictures } from "../site/pictures.ts";
import { Rehearsal } from "../site/rehearsal.ts";
import { epochBroadcastWording } from "./epoch-broadcast.wording.ts";

const nodes = ["n1", "n2", "n3"];

const x: BroadcastRequest = { client: "c", number: 1, value: "x" };
const y: BroadcastRequest = { client: "d", number: 1, value: "y" };
const z: BroadcastRequest = { client: "c", number: 2, value: "z" };

function rehearsal(): Rehearsal {
  return new Rehearsal(epochBroadcast({ nodes }), epochBroadcastWording);
}

/** `candidate` is elected with the vote of `voter`, which suspects that nobody leads, too, and sends its opening entry. */
function elect(run: Rehearsal, candidate: string, voter: string): void {
  run.fire(candidate, "suspect");
  run.deliver("requestPreVote", candidate, voter);
  run.deliver("preVote", voter, candidate);
  run.answer(candidate);
  run.deliver("requestVote", candidate, voter);
  run.answer(voter);
  run.deliver("vote", voter, candidate);
}

/** The oldest append reaches the follower and its disk, and the leader hears of that. */
function replicate(run: Rehearsal, leader: string, follower: string): void {
  run.deliver("append", leader, follower);
  run.answer(follower);
  run.deliver("acknowledge", follower, leader);
}

/** A node leads the first epoch, and what it has appended is decided and known to be, everywhere. */
function untilDecided(leader: string, ...requests: readonly BroadcastRequest[]): Rehearsal {
  const run = rehearsal();
  const followers = nodes.filter((node) => node !== leader);
  elect(run, leader, "n2");
  for (const request of requests) run.ask(leader, broadcastOf(request));
  run.answer(leader);
  for (const _ of [null, ...requests]) for (const follower of followers) replicate(run, leader, follower);
  run.fire(leader, "replicate");
  for (const follower of followers) run.deliver("append", leader, follower);
  return run;
}

function election(): Rehearsal {
  const run = rehearsal();
  elect(run, "n2", "n1");
  for (const kind of ["requestPreVote", "requestVote"]) run.lose(kind, "n2", "n3");
  run.ask("n2", broadcastOf(x));
  run.answer("n2");
  // What opens the epoch, the request, and that both are decided, before the disk of the third node has answered.
  for (const follower of ["n1", "n3"]) replicate(run, "n2", follower);
  replicate(run, "n2", "n1");
  run.deliver("append", "n2", "n3");
  for (const follower of ["n1", "n3"]) run.deliver("append", "n2", follower);
  run.answer("n3");
  run.deliver("acknowledge", "n3", "n2");
  return run;
}

/** The request is on the disks of a quorum, nobody knows it, and the leader goes down. */
function lostLeader(): Rehearsal {
  const run = untilDecided("n1");
  run.beginPicture();
  run.ask("n1", broadcastOf(x));
  run.lose("append", "n1", "n3");
  run.fire("n3", "suspect");
  for (const node of ["n1", "n2"]) run.lose("requestPreVote", "n3", node);
  run.answer("n1");
  run.deliver("append", "n1", "n2");
  run.answer("n2");
  run.crash("n1");
  run.lose("acknowledge", "n2", "n1");
  elect(run, "n2", "n3");
  for (const kind of ["requestPreVote", "requestVote", "append"]) run.lose(kind, "n2", "n1");
  run.ask("n2", broadcastOf(x));
  run.deliver("append", "n2", "n3");
  run.deliver("mismatch", "n3", "n2");
  run.answer("n2");
  replicate(run, "n2", "n3");
  run.deliver("append", "n2", "n3");
  return run;
}

/** A leader that was cut off has appended what no other node has, and its successor leads the next epoch. */
function repairedTail(): Rehearsal {
  const run = untilDecided("n3", x);
  run.fire("n2", "suspect");
  run.lose("requestPreVote", "n2", "n3");
  elect(run, "n1", "n2");
  run.deliver("requestVote", "n1", "n3");
  run.answer("n3");
  run.ask("n1", broadcastOf(y));
  run.answer("n1");
  elect(run, "n2", "n3");
  run.lose("append", "n2", "n1");
  run.answer("n2");
  replicate(run, "n2", "n3");
  run.beginPicture();
  run.ask("n2", broadcastOf(z));
  run.answer("n2");
  replicate(run, "n2", "n3");
  run.deliver("append", "n2", "n3");
  run.deliver("acknowledge", "n3", "n2");
  run.fire("n2", "replicate");
  run.deliver("append", "n2", "n3");
  replicate(run, "n2", "n1");
  replicate(run, "n2", "n1");
  return run;
}

export const epochBroadcastPictures: Pictures = {
  specification: "EpochBroadcast",
  tables: { node: { table: leadershipTable, description: "The role changes of a node" } },
  nodes,
  runs: {
    election: {
      play: election,
      description: "A run in which a leader is elected, and a request decided and delivered",
    },
    lostLeader: {
      play: lostLeader,
      description: "A run in which the leader is lost, and the next one decides what it left",
    },
    repairedTail: {
      play: repairedTail,
      description: "A run in which a tail that was never decided is replaced",
    },
  },
};
