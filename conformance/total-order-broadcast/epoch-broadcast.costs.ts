/**
 * What epoch broadcast may cost where nothing goes wrong, as numbers with their reasons.
 *
 * @module
 */
import type { Addressed } from "../../src/core/system.ts";
import type { Run } from "../../src/shell/simulator/scenario.ts";

/** How often each thing may be done. */
export const costs = {
  /** An entry is sent to each other node once: nothing is lost, and all logs begin empty, so none has to be looked into. */
  sendsOfAnEntry: 1,
  /** An append that carries nothing is a heartbeat, or says once that all of the log is decided. */
  newsOfADecision: 1,
  /** An append is acknowledged at once, or when the disk has answered; a flush answers for several. */
  answersToAnAppend: 1,
  /** Whoever suspects first asks each other node once whether it does too, and once for its vote. */
  questionsOfAnElection: 2,
} as const;

/** How often a leader says that it is there, in milliseconds of its own clock. */
export const heartbeat = 50;

/** What was sent and taken in a run so far. */
export interface Spending {
  /** How many entries were sent in appends, each to one node. */
  entries: number;
  /** How often a leader has taken requests. */
  taken: number;
}

/** @param message - one that was sent */
export function spend(spending: Spending, message: Addressed): void {
  if ("entries" in message && Array.isArray(message.entries)) spending.entries += message.entries.length;
}

/** Whether everything is as it should be from beginning to end, with one election. */
function isSmooth(run: Run, others: number): boolean {
  const { world, faults, left } = run.plan;
  const isQuiet = faults.length === 0 && left.length === 0;
  // On a link where messages overtake each other, a later one is found missing what comes before it.
  const isOrderly = world.lose === 0 && world.loseLater === 0 && world.duplicate === 0 && world.spread === 0;
  const { requestVote = 0, requestPreVote = 0 } = run.costs().sent;
  return isQuiet && isOrderly && requestVote + requestPreVote <= costs.questionsOfAnElection * others;
}

/**
 * In a smooth run nothing costs more than it may.
 *
 * @param length - of the log in the end
 */
export function judgeCosts(run: Run, others: number, { entries, taken }: Spending, length: number): void {
  if (!isSmooth(run, others)) return;
  const { append = 0, acknowledge = 0, mismatch = 0 } = run.costs().sent;
  const fastest = Math.max(1, ...Object.values(run.plan.world.clocks));
  const beats = Math.ceil((run.now() * fastest) / heartbeat);
  const most = {
    "entries sent": [entries, others * length * costs.sendsOfAnEntry],
    appends: [append, others * (length + (taken + 1) * costs.newsOfADecision + beats)],
    acknowledgements: [acknowledge, append * costs.answersToAnAppend],
    mismatches: [mismatch, 0],
  } as const;
  for (const [what, [count, allowed]] of Object.entries(most)) {
    if (count > allowed) run.violated("Cost", `${count} ${what}, for a log of ${length}, where ${allowed} are enough`);
  }
}
