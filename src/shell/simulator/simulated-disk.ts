/**
 * The disk of one node in virtual time. It flushes one write after the other, or all that wait together, and takes time
 * for it. After a crash it holds one of the records that a crash can leave.
 *
 * @module
 */
import { landings, type RecordParts } from "../../core/landing.ts";
import type { Disk } from "../in-memory/in-memory-node.ts";

interface Write {
  readonly part: string;
  readonly record: unknown;
  readonly answer: (failure?: unknown) => void;
}

/** What a disk needs from its surroundings. */
export interface DiskSurroundings {
  /** Does the job so many milliseconds later. */
  readonly after: (milliseconds: number, job: () => void) => void;
  readonly now: () => number;
  /** How long the next flush takes. */
  readonly flushTime: () => number;
  readonly flushesTogether: boolean;
  /** To be called with each record that has become durable. */
  readonly landed: (part: string, record: unknown) => void;
}

export class SimulatedDisk implements Disk {
  readonly #around: DiskSurroundings;
  readonly #durable = new Map<string, unknown>();
  /** The oldest first. */
  #waiting: Write[] = [];
  /** How many of them are being flushed: the first ones. */
  #flushing = 0;
  /** It finishes no write before this time. */
  #stalledUntil = 0;
  #onNextWrite: (() => void) | undefined;
  /** How many times it has crashed. A flush that began before a crash is ignored when it ends. */
  #crashes = 0;

  constructor(around: DiskSurroundings) {
    this.#around = around;
  }

  read(part: string): unknown {
    return this.#durable.get(part);
  }

  write(part: string, record: unknown, answer: (failure?: unknown) => void): void {
    this.#waiting.push({ part, record, answer });
    this.#flush();
    const job = this.#onNextWrite;
    this.#onNextWrite = undefined;
    job?.();
  }

  writing(part: string): readonly unknown[] {
    return this.#waiting.filter((write) => write.part === part).map(({ record }) => record);
  }

  /** Does the job once, as soon as the disk is given the next record. */
  onNextWrite(job: () => void): void {
    this.#onNextWrite = job;
  }

  /** Finishes no write until then. */
  stall(until: number): void {
    this.#stalledUntil = Math.max(this.#stalledUntil, until);
  }

  crash(part: string, noRecord: unknown, parts: RecordParts | undefined, choice: number): number {
    const durable = this.#durable.has(part) ? this.#durable.get(part) : noRecord;
    const possible = landings(durable, this.writing(part), parts);
    const left = possible[choice % possible.length];
    if (left !== durable) this.#durable.set(part, left);
    this.#waiting = this.#waiting.filter((write) => write.part !== part);
    this.#flushing = 0;
    this.#crashes++;
    return possible.length;
  }

  #flush(): void {
    if (this.#flushing > 0 || this.#waiting.length === 0) return;
    this.#flushing = this.#around.flushesTogether ? this.#waiting.length : 1;
    this.#finishAfter(this.#around.flushTime());
  }

  #finishAfter(milliseconds: number): void {
    const crashes = this.#crashes;
    this.#around.after(milliseconds, () => {
      if (crashes !== this.#crashes) return;
      const stalled = this.#stalledUntil - this.#around.now();
      if (stalled > 0) this.#finishAfter(stalled);
      else this.#finish();
    });
  }

  /** What was flushed has landed, and the disk answers: for each part, for its last record alone. */
  #finish(): void {
    const landed = this.#waiting.splice(0, this.#flushing);
    this.#flushing = 0;
    const last = new Map<string, Write>();
    for (const write of landed) {
      this.#durable.set(write.part, write.record);
      this.#around.landed(write.part, write.record);
      last.set(write.part, write);
    }
    this.#flush();
    for (const { answer } of last.values()) answer();
  }
}
