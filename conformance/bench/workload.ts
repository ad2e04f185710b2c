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

/** A proposal of 64 bytes. */
function proposalNumbered(number: number): string {
  return String(number).padStart(64, "0");
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
  const { propose, run, applied } = start(proposals);
  const until = (end: number): void => {
    while (performance.now() < end) {
      for (let turn = 0; turn < 64; turn++) {
        for (let free = inFlight - (proposals.length - applied()); free >= atOnce; free -= atOnce) {
          const first = proposals.length + 1;
          for (let i = 0; i < atOnce; i++) proposals.push(proposalNumbered(first + i));
          propose(proposals.slice(first - 1), first);
        }
        run();
      }
    }
  };
  until(performance.now() + (seconds * 1000) / 2);
  const [from, started] = [applied(), performance.now()];
  until(started + seconds * 1000);
  const [to, ended] = [applied(), performance.now()];
  if (to !== proposals.length) throw new Error(`${proposals.length} were proposed, and ${to} applied everywhere`);
  return ((to - from) * 1000) / (ended - started);
}
