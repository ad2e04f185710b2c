/**
 * A run of the simulator, with its time left out: the states that the specification's variables go through. What happened
 * is done once more in the situations of the explorer, so that TLC can be asked whether the specification allows it. That
 * the nodes of the run did the same is looked at with each thing that they wrote, sent and delivered.
 *
 * @module
 */
import type { NodeId } from "../../src/core/node-id.ts";
import { crash, give, type Happening, isUp, land, restart, type Situation } from "../../src/core/situation.ts";
import type { CommonEvent, Request } from "../../src/core/system.ts";
import { describeEntry, type LogEntry } from "../../src/shell/in-memory/log-entry.ts";
import type { Moment } from "../../src/shell/simulator/dialogue.ts";
import { isFault, isLeft } from "../../src/shell/simulator/fault.ts";
import type { Disk } from "../engine/environment.ts";
import { namedAction } from "../engine/named-action.ts";
import type { PathStep } from "../engine/protocol.ts";
import { stableKey } from "../engine/stable-key.ts";
import type { Subject } from "../engine/subject.ts";
import type { Walker } from "../engine/walker.ts";

/** A step, at which node it was taken, and when. */
export interface TimedStep extends PathStep {
  readonly node: NodeId;
  /** In milliseconds since the start of the run. */
  readonly at: number;
}

/** How far a run was followed: up to which time, if not to its end, and what has stopped it, if something has. */
export interface Followed {
  readonly path: readonly TimedStep[];
  readonly until?: number;
  readonly stoppedBy?: unknown;
}

/** A node of the run did something that the step functions do not, or the other way round. */
export class UnlikeTheRun extends Error {
  override readonly name: string = "UnlikeTheRun";
}

/**
 * Each step that changes anything, as far as the step functions do what the nodes of the run did.
 *
 * @param mostSteps - after how many it is enough
 */
export function follow(
  { environment, mapping }: Subject,
  walker: Walker,
  moments: readonly Moment[],
  mostSteps: number,
): Followed {
  const follower = new Follower(walker, environment.disk, mapping.asked);
  const { path } = follower;
  for (const { at, what } of moments) {
    if (path.length >= mostSteps) return { path: path.slice(0, mostSteps), until: at };
    try {
      if (!isFault(what) && !isLeft(what)) follower.follow(what, at);
    } catch (failure) {
      return { path, until: at, stoppedBy: failure };
    }
  }
  return { path };
}

/**
 * @returns each step that changes anything
 * @throws Error if a node of the run did something that the step functions do not
 */
export function pathOf(subject: Subject, walker: Walker, moments: readonly Moment[]): readonly PathStep[] {
  const { path, stoppedBy } = follow(subject, walker, moments, Number.POSITIVE_INFINITY);
  if (stoppedBy !== undefined) throw stoppedBy;
  return path;
}

class Follower {
  readonly path: TimedStep[] = [];
  readonly #walker: Walker;
  readonly #disk: Disk;
  readonly #asked: Subject["mapping"]["asked"];
  /** For each part: the records on their way to its disk that were not answered, and the last that has landed. */
  readonly #writing: unknown[][];
  readonly #landed: (readonly [unknown] | undefined)[];
  /** How often its user was delivered something that was news. */
  readonly #delivered: number[];
  readonly #keys = new WeakMap<object, string>();
  #state: Uint32Array;
  #now = 0;

  constructor(walker: Walker, disk: Disk, asked: Subject["mapping"]["asked"]) {
    this.#walker = walker;
    this.#disk = disk;
    this.#asked = asked;
    this.#writing = walker.system.parts.map(() => []);
    this.#landed = walker.system.parts.map(() => undefined);
    this.#delivered = walker.system.parts.map(() => 0);
    this.#state = walker.initial();
  }

  follow(entry: LogEntry, at: number): void {
    this.#now = at;
    switch (entry.kind) {
      case "requested":
        this.#give(entry.part, entry.request);
        break;
      case "received":
        this.#give(entry.part, { kind: "receive", message: entry.message });
        break;
      case "fired":
        this.#give(entry.part, { kind: "timeout", timer: entry.timer });
        break;
      case "writing":
        this.#writing[this.#slotOf(entry.part)]?.push(entry.record);
        this.#refuseUnless(entry, entry.record, this.#situation(this.#slotOf(entry.part)).writing);
        break;
      case "sent":
        this.#refuseUnless(entry, entry.message, this.#sent());
        break;
      case "told":
        if (entry.by === "deliver") this.#deliver(entry);
        break;
      case "durable":
        this.#land(this.#slotOf(entry.part), entry.record);
        break;
      case "persisted":
        this.#answer(this.#slotOf(entry.part), entry.record);
        break;
      case "crashed":
        this.#crash(this.#slotsAt(entry.node));
        break;
      case "restarted":
        this.#restart(this.#slotsAt(entry.node));
        break;
      // What the world does to messages and processes is no step of theirs.
      case "lost":
      case "duplicated":
      case "refused":
      case "paused":
      case "resumed":
      case "cut":
      case "mended":
        break;
    }
  }

  #deliver(entry: Extract<LogEntry, { readonly kind: "told" }>): void {
    const slot = this.#slotOf(entry.part);
    this.#refuseUnless(entry, entry.value, this.#deliveredAt(slot));
    this.#delivered[slot] = (this.#delivered[slot] ?? 0) + 1;
  }

  #give(name: string, event: CommonEvent | Request): void {
    const slot = this.#slotOf(name);
    this.#refuseLess(slot);
    const part = this.#walker.part(slot);
    const before = this.#situation(slot);
    const happening = give(part, before, event);
    const isAsked = event.kind !== "receive" && event.kind !== "timeout" && happening.refusal === undefined;
    const asked = isAsked && isUp(before) ? (this.#asked?.elementsOf(part, event) ?? []) : [];
    this.#step(namedAction(part, before.role, event), slot, happening, asked);
  }

  /** Where a disk lands by itself, it is a step. */
  #land(slot: number, record: unknown): void {
    this.#landed[slot] = [record];
    if (this.#disk !== "lands") return;
    const writes = this.#take(slot, record);
    for (let i = 0; i < writes; i++) this.#step("Land", slot, { situation: land(this.#situation(slot)), ...nothing });
  }

  /** Where it lands as its node hears of it, both are one step. */
  #answer(slot: number, record: unknown): void {
    this.#refuseLess(slot);
    const part = this.#walker.part(slot);
    const before = this.#situation(slot);
    const landed = this.#disk === "answers" ? land(before, this.#take(slot, record)) : before;
    const event: CommonEvent = { kind: "persisted", record: landed.durable };
    const happening = give(part, landed, event);
    this.#step(
      this.#isHeeded(slot, landed, happening) ? namedAction(part, before.role, event) : "Land",
      slot,
      happening,
    );
  }

  /** An answer for some of the writes may change nothing but the disk. */
  #isHeeded(slot: number, landed: Situation, { situation, sent }: Happening): boolean {
    if (landed.writing.length === 0 || sent.length > 0) return true;
    return this.#walker.numberOf(slot, situation) !== this.#walker.numberOf(slot, landed);
  }

  #crash(slots: readonly number[]): void {
    const after = slots.map((slot) => {
      this.#refuseLess(slot);
      const before = this.#situation(slot);
      const [durable] = this.#landed[slot] ?? [before.durable];
      this.#writing[slot] = [];
      return { slot, happening: { situation: crash(before, durable), ...nothing } };
    });
    this.#stepOfMany("Crash", after);
  }

  #restart(slots: readonly number[]): void {
    const after = slots.map((slot) => ({ slot, happening: restart(this.#walker.part(slot), this.#situation(slot)) }));
    this.#stepOfMany("Restart", after);
  }

  #step(action: string, slot: number, happening: Happening, asked: readonly NonNullable<unknown>[] = []): void {
    this.#stepOfMany(action, [{ slot, happening }], asked);
  }

  #stepOfMany(
    action: string,
    happenings: readonly { readonly slot: number; readonly happening: Happening }[],
    asked: readonly NonNullable<unknown>[] = [],
  ): void {
    const after = this.#state.slice();
    for (const { slot, happening } of happenings) {
      const { situation, additions } = this.#walker.settle(slot, happening, asked);
      after[slot] = situation;
      for (const { slot: at, set } of additions) after[at] = this.#walker.union(at, after[at] ?? 0, set);
    }
    if (after.every((number, at) => number === this.#state[at])) return;
    this.#state = after;
    const node = this.#walker.part(happenings[0]?.slot ?? 0).node;
    this.path.push({ action, state: after, node, at: this.#now });
  }

  /** How many of the oldest writes that includes. */
  #take(slot: number, record: unknown): number {
    const writing = this.#writing[slot] ?? [];
    const count = writing.indexOf(record) + 1;
    this.#writing[slot] = writing.slice(count);
    return count;
  }

  #refuseUnless(entry: LogEntry, one: unknown, among: readonly unknown[]): void {
    const key = this.#keyOf(one);
    if (among.some((other) => other === one || this.#keyOf(other) === key)) return;
    throw new UnlikeTheRun(`the step functions do not do what a run of the simulator did: ${describeEntry(entry)}`);
  }

  /** Its stable key, made once for each object: there are many messages, and each is compared often. */
  #keyOf(value: unknown): string {
    if (typeof value !== "object" || value === null) return stableKey(value);
    const key = this.#keys.get(value) ?? stableKey(value);
    this.#keys.set(value, key);
    return key;
  }

  /** Everything that is on a link. */
  #sent(): readonly unknown[] {
    return this.#walker.links.flatMap((link) => this.#walker.linkAt(link).valuesOf(this.#state[link] ?? 0));
  }

  #deliveredAt(slot: number): readonly unknown[] {
    return this.#situation(slot).told.flatMap(({ by, value }) => (by === "deliver" ? [value] : []));
  }

  /** Before the next thing happens to a part, it has written and delivered all that it should. What is not sent is lost. */
  #refuseLess(slot: number): void {
    const isWritten = this.#situation(slot).writing.length === this.#writing[slot]?.length;
    if (isWritten && this.#deliveredAt(slot).length === this.#delivered[slot]) return;
    const { name } = this.#walker.part(slot);
    throw new UnlikeTheRun(
      `the step functions do what a run of the simulator did not: ${name} writes or delivers more`,
    );
  }

  #situation(slot: number): Situation {
    return this.#walker.situation(this.#state, slot);
  }

  #slotOf(name: string): number {
    return this.#walker.system.parts.findIndex((part) => part.name === name);
  }

  #slotsAt(node: string): readonly number[] {
    return this.#walker.system.parts.flatMap((part, slot) => (part.node === node ? [slot] : []));
  }
}

const nothing = { sent: [], invoked: [] } as const;
