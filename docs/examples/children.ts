/**
 * The processes of an example: they are started, spoken to, killed as by `kill -9`, and gone when it ends, however it ends.
 *
 * @module
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A process that runs the same program with other words, and reports what it sees. */
export class Child {
  readonly #process: ChildProcess;
  readonly #name: string;
  #isExpectedToEnd = false;

  constructor(program: string, words: readonly string[], hear: (report: unknown) => void, fail: (why: Error) => void) {
    this.#name = words.join(" ");
    this.#process = fork(fileURLToPath(program), words);
    this.#process.on("message", hear);
    this.#process.on("error", fail);
    this.#process.on("exit", (code, signal) => {
      if (!this.#isExpectedToEnd) fail(new Error(`${this.#name} has ended by itself: ${signal ?? code}`));
    });
  }

  tell(what: object): void {
    // It may just have ended, which is seen elsewhere.
    this.#process.send(what, () => {});
  }

  /** It gets no chance to do anything more: what is not on its disk is lost. */
  async kill(): Promise<void> {
    const isOver = this.willEnd();
    this.#process.kill("SIGKILL");
    await isOver;
  }

  /** Waits until it has ended, which is no mistake. */
  async willEnd(): Promise<void> {
    this.#isExpectedToEnd = true;
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, "exit");
  }

  /** At once, and without waiting. */
  end(): void {
    this.#isExpectedToEnd = true;
    this.#process.kill("SIGKILL");
  }
}

/** What an example is given. */
export interface Stage {
  /** An empty folder, which is gone afterwards. */
  readonly folder: string;
  /** Starts the program once more, with these words. @param hear - what the process reports, which is the same program */
  start<Report>(words: readonly string[], hear: (report: Report) => void): Child;
  /** Waits until it is so, for as long as the example may take. @throws Error if a process has failed. */
  until(what: string, isSo: () => boolean): Promise<void>;
}

/**
 * Runs an example, and ends its processes: when it is over, when something goes wrong, and on Ctrl-C. Those that are
 * started end by themselves when this process is killed, see `report`.
 *
 * @param program - the `import.meta.url` of the example
 * @param longest - how many milliseconds it may take
 */
export async function runExample(
  program: string,
  play: (stage: Stage) => Promise<void>,
  longest = 30_000,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "quorate-example-"));
  const children: Child[] = [];
  const over = (): void => {
    for (const child of children) child.end();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", over);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
  let waitingFor = "it began";
  let failure: Error | undefined;
  setTimeout(() => {
    console.error(`${program} took longer than ${longest} milliseconds; it has waited until ${waitingFor}`);
    process.exit(1);
  }, longest);
  await play({
    folder,
    start<Report>(words: readonly string[], hear: (report: Report) => void) {
      const heard = (said: unknown): void => hear(said as Report);
      const child = new Child(program, words, heard, (why) => {
        failure ??= why;
      });
      children.push(child);
      return child;
    },
    async until(what, isSo) {
      waitingFor = what;
      while (!isSo()) {
        if (failure !== undefined) throw failure;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  });
  process.exit(0);
}

/** Says something to the process that has started this one. When that is gone, this one ends. */
export function report(what: object): void {
  process.send?.(what);
}

/** Hears what the process that has started this one says. */
export function whenTold<Told>(hear: (told: Told) => void): void {
  process.on("message", (told) => hear(told as Told));
  process.once("disconnect", () => process.exit(1));
}
