/**
 * A disk for records that are small and replaced as a whole, such as those of two-phase commit: a file for each part.
 *
 * @module
 */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Storage } from "quorate/host";
import { lineOf, recordsIn } from "./checked-line.ts";
import { syncFolder } from "./journal.ts";

const ending = ".record";

export class RecordFiles<Durable> implements Storage<Durable> {
  readonly #folder: string;
  readonly #isRecord: (candidate: unknown) => candidate is Durable;
  /** One write after the other. */
  #last: Promise<void> = Promise.resolve();

  /**
   * Makes the folder if it is not there.
   *
   * @param isRecord - whether something may be a record. More closely it is looked at by `recover`.
   */
  constructor(folder: string, isRecord: (candidate: unknown) => candidate is Durable) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#isRecord = isRecord;
  }

  /** The parts of which there is a record. */
  parts(): readonly string[] {
    const files = readdirSync(this.#folder).filter((file) => file.endsWith(ending));
    return files.map((file) => decodeURIComponent(file.slice(0, -ending.length)));
  }

  /** @throws Error if the record cannot be read, or is not whole. A file takes its name when it is. */
  read(part: string): Durable | undefined {
    const file = this.#fileOf(part);
    const bytes = contentOf(file);
    if (bytes === undefined) return undefined;
    const { records, end } = recordsIn(bytes, file);
    const [record, ...others] = records;
    if (this.#isRecord(record) && others.length === 0 && end === bytes.length) return record;
    throw new Error(`${file}: the disk has lost what was flushed, so do not begin`);
  }

  write(part: string, record: Durable, answer: (failure?: unknown) => void): void {
    this.#last = this.#last.then(() => this.#replace(this.#fileOf(part), record));
    this.#last.then(() => answer(), answer);
  }

  /** Whoever reads finds the record before, or this one, and never a half. */
  async #replace(file: string, record: Durable): Promise<void> {
    const written = `${file}.new`;
    const handle = await open(written, "w");
    try {
      await handle.writeFile(lineOf(record));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(written, file);
    await syncFolder(this.#folder);
  }

  /** Whatever stands in the name of a part, it names a file of this folder. */
  #fileOf(part: string): string {
    return join(this.#folder, `${encodeURIComponent(part)}${ending}`);
  }
}

/** `undefined` if there is no such file. */
function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
