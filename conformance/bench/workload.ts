/**
 * The work of which replicated logs are measured: proposals of 64 bytes, applied on all of three nodes, in memory.
 *
 * @module
 */

/** How proposals are made: `inFlight` of them before the first must be applied everywhere, `atOnce` in one call. */
export interface Workload {
  readonly name: "one at a time" | "64 in flight" | "batches of 64";
  readonly inFlight: number;
  readonly atOnce: number;
}

export const workloads: readonly Workload[] = [
  { name: "one at a time", inFlight: 1, atOnce: 1 },
  { name: "64 in flight", inFlight: 64, atOnce: 1 },
  { name: "batches of 64", inFlight: 64, atOnce: 64 },
];

/** A proposal of 64 bytes: a text in one piece, as one that comes from outside is. */
function proposalNumbered(number: number): string {
  return Buffer.from(String(number).padStart(64, "0")).toString("latin1");
}

/** So many are made at once, which is no work of a log: while they are made, no time is taken. */
const madeAtOnce = 2 ** 18;

function makeMore(proposals: string[]): void {
  const { length } = proposals;
  for (let number = length + 1; number <= length + madeAtOnce; number++) proposals.push(proposalNumbered(number));
}

/** What one node has applied. */
export class Applied {
  readonly #proposals: readonly string[];
  count = 0;

  /** @param proposals - all that are made, in their order: it may grow */
  constructor(proposals: readonly string[]) {
    this.#proposals = proposals;
  }

  /** @throws Error if it is not the next one. */
  apply(value: unknown): void {
    if (value !== this.#proposals[this.count])
      throw new Error(`${String(value)} was applied after ${this.count} others`);
    this.count++;
  }
}

/** One cluster under measurement. */
export interface Measured {
  /** Makes the next proposals at once. */
  readonly propose: (proposals: readonly string[], first: number) => void;
  /** Lets everything happen that is under way. */
  readonly run: () => void;
  /** The number of the last proposal applied on all nodes; each node has checked that none was missing or out of order. */
  readonly applied: () => number;
}

/** Proposals applied a second, after a time to warm up. @param start - gives a cluster of which the first node leads */
export function rateOf(
  { inFlight, atOnce }: Workload,
  start: (proposals: readonly string[]) => Measured,
  seconds: number,
): number {
  const proposals: string[] = [];
  let proposed = 0;
  const { propose, run, applied } = start(proposals);
  const takeTurns = (): void => {
    for (let turn = 0; turn < turns; turn++) {
      for (let free = inFlight - (proposed - applied()); free >= atOnce; free -= atOnce) {
        propose(proposals.slice(proposed, proposed + atOnce), proposed + 1);
        proposed += atOnce;
      }
      run();
    }
  };
  /** The seconds that were spent, at least as many as are wanted. */
  const spend = (wanted: number): number => {
    let spent = 0;
    while (spent < wanted) {
      if (proposals.length < proposed + turns * inFlight) makeMore(proposals);
      const started = performance.now();
      takeTurns();
      spent += (performance.now() - started) / 1000;
    }
    return spent;
  };
  spend(seconds / 2);
  const from = applied();
  const spent = spend(seconds);
  if (applied() !== proposed) throw new Error(`${proposed} were proposed, and ${applied()} applied everywhere`);
  return (applied() - from) / spent;
}

/** So many times what may be in flight is proposed between two looks at the clock. */
const turns = 64;
