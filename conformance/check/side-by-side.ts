/** A piece of work that occupies some of the places there are, until it ends or gives them up because it only waits. */
export type Job<T> = { readonly places: number; readonly run: (giveUp: () => void) => Promise<T> };

/** Runs jobs in their order, as many at a time as there are places, and returns their results in the same order. */
export async function runSideBySide<T>(jobs: readonly Job<T>[], places: number): Promise<readonly T[]> {
  const results: Promise<T>[] = [];
  let free = places;
  let wake: () => void = () => {};
  for (const job of jobs) {
    // A job that wants more places than there are runs alone.
    const wanted = Math.min(job.places, places);
    while (free < wanted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    free -= wanted;
    let held = wanted;
    const giveUp = (): void => {
      free += held;
      held = 0;
      wake();
    };
    const result = job.run(giveUp).finally(giveUp);
    // A failure is thrown below, where it is awaited; until then it must not count as unhandled.
    result.catch(() => {});
    results.push(result);
  }
  return Promise.all(results);
}
