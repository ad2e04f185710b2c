/** Whether a process is still there, for tests. */
export function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

/** A killed process is still there until its parent, or init, has taken note of it. */
export async function waitUntilGone(id: number): Promise<void> {
  while (isAlive(id)) await new Promise((resolve) => setImmediate(resolve));
}
