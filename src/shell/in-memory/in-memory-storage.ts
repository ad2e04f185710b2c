/**
 * The disk of one node. It writes one record each time it is told to. After a crash, a part of what was being written
 * may be on it.
 *
 * @module
 */
import { landings, type RecordParts } from "../../core/landing.ts";
import type { Storage } from "../ports.ts";

interface Write {
  readonly record: unknown;
  readonly answer: () => void;
}

/** What belongs to one part. */
interface Shelf {
  durable: unknown;
  /** The oldest first. */
  writing: Write[];
  /** The last record that is durable, if the disk has not answered for it yet. */
  unanswered: Write | undefined;
}

/**
 * The disk of one node. A record becomes durable when it is told to land, and not before.
 *
 * @example
 * ```ts
 * import { InMemoryStorage } from "quorate/in-memory";
 *
 * const storage = new InMemoryStorage();
 * storage.write("order/bank", "prepared", () => {});
 * const before = storage.read("order/bank");
 * storage.land("order/bank");
 * console.log(before, storage.read("order/bank")); // undefined prepared
 * ```
 */
export class InMemoryStorage implements Storage {
  readonly #shelves = new Map<string, Shelf>();
  readonly #asked: (part: string, record: unknown, isFirst: boolean) => void;

  /** @param asked - called whenever a record is on its way; `isFirst` says that no other one of the part is */
  constructor(asked: (part: string, record: unknown, isFirst: boolean) => void = () => {}) {
    this.#asked = asked;
  }

  read(part: string): unknown {
    return this.#shelves.get(part)?.durable;
  }

  write(part: string, record: unknown, answer: () => void): void {
    const shelf = this.#shelfOf(part);
    shelf.writing.push({ record, answer });
    this.#asked(part, record, shelf.writing.length === 1);
  }

  /** The records on their way, the oldest first. */
  writing(part: string): readonly unknown[] {
    return (this.#shelves.get(part)?.writing ?? []).map(({ record }) => record);
  }

  /**
   * The oldest record on its way becomes durable.
   *
   * @returns whether this is the only record of the part that waits for an answer.
   */
  land(part: string): boolean {
    const shelf = this.#shelfOf(part);
    const landed = shelf.writing.shift();
    if (landed === undefined) return false;
    const isFirst = shelf.unanswered === undefined;
    shelf.durable = landed.record;
    shelf.unanswered = landed;
    return isFirst;
  }

  /** Takes the answer that is due: it counts for every record of the part that has become durable. */
  takeAnswer(part: string): (() => void) | undefined {
    const shelf = this.#shelfOf(part);
    const { unanswered } = shelf;
    shelf.unanswered = undefined;
    return unanswered?.answer;
  }

  /**
   * The node goes down: no write is under way any more.
   *
   * @param choice - which of the records that a crash can leave is on disk: 0 is the durable one. No number is too
   * large.
   * @returns how many such records there were
   */
  crash(part: string, noRecord: unknown, parts: RecordParts | undefined, choice: number): number {
    const shelf = this.#shelfOf(part);
    const { durable = noRecord, writing } = shelf;
    const possible = landings(
      durable,
      writing.map(({ record }) => record),
      parts,
    );
    const left = possible[choice % possible.length];
    if (left !== durable) shelf.durable = left;
    shelf.writing = [];
    shelf.unanswered = undefined;
    return possible.length;
  }

  #shelfOf(part: string): Shelf {
    const shelf = this.#shelves.get(part) ?? { durable: undefined, writing: [], unanswered: undefined };
    this.#shelves.set(part, shelf);
    return shelf;
  }
}
