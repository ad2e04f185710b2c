/**
 * A file to which changes are appended, each of them durable before anybody is told so.
 *
 * @module
 */
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { lineOf, recordsIn } from "./checked-line.ts";

/** Called once what was written is flushed, or with what went wrong. */
export type Flushed = (failure?: unknown) => void;

interface Waiting {
  readonly change: unknown;
  readonly flushed: Flushed;
}

/** An open file. One process at a time may have it open. */
export class Journal {
  readonly #file: FileHandle;
  #waiting: Waiting[] = [];
  #isWriting = false;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /**
   * Opens the file, or makes it, and reads what is in it. The half of a record with which a crash may have left it is cut
   * off: nobody was told that it is there.
   *
   * @throws Error if the disk has lost what was flushed.
   */
  static async open(path: string): Promise<{ readonly journal: Journal; readonly changes: readonly unknown[] }> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, "a+");
    try {
      const bytes = await file.readFile();
      const { records, end } = recordsIn(bytes, basename(path));
      if (end < bytes.length) await file.truncate(end);
      await file.sync();
      // The name of a new file stands in its folder.
      await syncFolder(dirname(path));
      return { journal: new Journal(file), changes: records.flat() };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Appends the change. What comes while the disk is busy goes to it together, and the last of that is answered for all. */
  append(change: unknown, flushed: Flushed): void {
    this.#waiting.push({ change, flushed });
    if (!this.#isWriting) void this.#write();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    for (let batch = this.#take(); batch !== undefined; batch = this.#take()) {
      const { changes, flushed } = batch;
      try {
        // One record for all of them: a crash leaves the whole of it, or none.
        await this.#file.appendFile(lineOf(changes));
        await this.#file.datasync();
      } catch (failure) {
        // Nobody knows what is on disk now. Nothing is written any more.
        flushed(failure);
        return;
      }
      flushed();
    }
    this.#isWriting = false;
  }

  #take(): { readonly changes: readonly unknown[]; readonly flushed: Flushed } | undefined {
    const batch = this.#waiting;
    this.#waiting = [];
    const last = batch.at(-1);
    return last && { changes: batch.map(({ change }) => change), flushed: last.flushed };
  }
}

/** Makes durable which files the folder has, under which names. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
