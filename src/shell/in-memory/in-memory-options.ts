/**
 * What can be chosen about a run in memory.
 *
 * @module
 */

/** How the host orders what can happen next, what its network does to messages, and how long timers take. */
export interface InMemoryOptions {
  /**
   * A source of numbers from 0 up to, but not including, 1, such as `seeded(1)`. With it, whatever can happen next
   * happens in random order. Without it disks write first, and messages arrive in the order in which they were sent.
   */
  readonly random?: () => number;
  /** The probability that a message is lost on its way; 0 if it is not given. It needs `random`. */
  readonly lose?: number;
  /** The probability that a message arrives now and once more later; 0 if it is not given. It needs `random`. */
  readonly duplicate?: number;
  /**
   * How many milliseconds a timer takes; 1 if it is not given. Time passes only when nothing else can happen. So of
   * timers that take equally long, the one that was armed first fires first.
   */
  readonly timeOf?: (part: string, timer: string) => number;
}

/** The options in full. @throws Error if they make no sense, or contradict each other. */
export function checkedOptions({
  random,
  lose = 0,
  duplicate = 0,
  timeOf = () => 1,
}: InMemoryOptions): Required<Omit<InMemoryOptions, "random">> & { readonly random: (() => number) | undefined } {
  if (!(lose >= 0 && duplicate >= 0 && lose + duplicate <= 1)) {
    throw new Error(`in-memory host: lose (${lose}) and duplicate (${duplicate}) are no probabilities`);
  }
  if (random === undefined && lose + duplicate > 0) {
    throw new Error("in-memory host: to lose or duplicate messages it needs the option `random`");
  }
  return { random, lose, duplicate, timeOf };
}
