/**
 * A host that runs a whole system in one process, for tests, examples and lectures. It has no clock and no threads:
 * each call of {@link InMemoryHost.advance} lets one thing happen, and the same calls give the same run.
 *
 * **To write a host of your own**, with your own storage and network, do what this one does:
 *
 * - Keep the state of every part, and give each part one event at a time. A message belongs to the part of the
 *   addressed node whose instance it names (for atomic commit: the transaction). Where the node knows no such
 *   instance, recover one from the empty record and let it answer (a coordinator with the sender as its participant).
 * - Carry out the effects of a step in their order, and do not wait for one before you carry out the next.
 * - `persist`: hand the record to your storage, the records of one part in their order. When all that a part has asked
 *   for is durable (flushed, not just written), give it `persisted` with the last record. Storage may batch. If it
 *   fails, you do not know what is on disk: stop the node, and recover it.
 * - `send`: hand the message to your network. It may be lost, so never wait for it. Give whatever arrives, parsed and
 *   nothing more, as `receive`: what is no message of the protocol is refused, with a reason that you may log.
 * - `setTimer` and `cancelTimer`: one timer for each name, forgotten when it fires as `timeout`, and in a crash.
 * - `deliver` and `reply`: tell the application, which must bear to be told the same again after a restart.
 * - After a crash, read the record of each part and begin with `recover`. A write under way may have landed in part: a
 *   part says which fields land together (`recordParts`), and recovers from whatever that leaves. It needs the options of the part too, such as
 *   who takes part: keep them with the record. A record that cannot be read is not an empty record: do not begin.
 * - Requests and local verdicts are yours. Steps have no clock, so it is you who decides that a coordinator has waited
 *   for votes too long (`giveUp`), or a participant to be asked (`abortAlone`).
 *
 * @module
 */

import { landings } from "../../core/landing.ts";
import type { NodeId } from "../../core/node-id.ts";
import type { Refusal } from "../../core/refusal.ts";
import {
  begin,
  crash,
  give,
  type Happening,
  isUp,
  land,
  persisted,
  restart,
  type Situation,
} from "../../core/situation.ts";
import {
  type Addressed,
  type CommonEvent,
  nodesOf,
  type Part,
  type Persisted,
  type Request,
  type System,
} from "../../core/system.ts";
import { describeEntry, type LogEntry } from "./log-entry.ts";

/** How the host orders what can happen next, and what its network does to messages. */
export interface InMemoryOptions {
  /**
   * A source of numbers from 0 up to, but not including, 1. With it, whatever can happen next happens in random order.
   * Without it disks write first, and messages arrive in the order in which they were sent.
   */
  readonly random?: () => number;
  /** The probability that a message is lost on its way. 0 unless given; needs `random`. */
  readonly lose?: number;
  /** The probability that a message arrives now and once more later. 0 unless given; needs `random`. */
  readonly duplicate?: number;
}

/** An armed timer that the present round has not fired yet. */
interface Due {
  readonly part: string;
  readonly timer: string;
}

/** All armed timers fire once in a round. If that changed nothing, and no message was lost, then nothing ever will. */
interface Round {
  readonly before: ReadonlyMap<string, Situation>;
  lostSome: boolean;
}

/** One run of a system, from its first start on. */
export class InMemoryHost {
  readonly #system: System;
  readonly #parts: ReadonlyMap<string, Part>;
  readonly #situations = new Map<string, Situation>();
  /** The parts that have asked for a write and have not yet been told that all is durable. */
  readonly #awaiting = new Set<string>();
  readonly #random: (() => number) | undefined;
  readonly #log: LogEntry[] = [];
  #lose: number;
  #duplicate: number;
  #messages: readonly Addressed[] = [];
  #due: readonly Due[] = [];
  #round: Round | undefined;

  /**
   * Starts every part of the system.
   *
   * @throws Error if two parts have the same name, or if faults are asked for without a source of randomness.
   */
  constructor(system: System, { random, lose = 0, duplicate = 0 }: InMemoryOptions = {}) {
    if (!(lose >= 0 && duplicate >= 0 && lose + duplicate <= 1)) {
      throw new Error(`in-memory host: lose (${lose}) and duplicate (${duplicate}) are no probabilities`);
    }
    if (random === undefined && lose + duplicate > 0) {
      throw new Error("in-memory host: to lose or duplicate messages it needs the option `random`");
    }
    this.#system = system;
    this.#parts = byName(system.parts);
    this.#random = random;
    this.#lose = lose;
    this.#duplicate = duplicate;
    for (const part of system.parts) this.#carryOut(part, { writing: [], told: [] }, begin(part));
  }

  /** Everything that has happened so far. */
  get log(): readonly LogEntry[] {
    return this.#log;
  }

  /** What the user of the part has been told, in order. No crash takes it back. */
  told(part: string): readonly unknown[] {
    return this.situation(part).told.map(({ value }) => value);
  }

  /** The part and the world around it: its role, timers, disk and user. */
  situation(part: string): Situation {
    const situation = this.#situations.get(part);
    if (situation === undefined) throw unknown("part", part, this.#parts.keys());
    return situation;
  }

  /**
   * Asks the part for something that its environment may ask for.
   *
   * @returns why it was refused, if it was; a part whose node is down refuses everything.
   * @throws Error if there is no such part, or if parts of its role know no such request.
   */
  request(part: string, request: Request): Refusal | undefined {
    const asked = this.#part(part);
    const requests = asked.requests.map(({ kind }) => kind);
    if (!requests.includes(request.kind)) throw unknown(`request to a ${asked.role}`, request.kind, requests);
    if (!isUp(this.situation(part))) return { kind: "untimely", because: "its node is down" };
    this.#log.push({ kind: "requested", part, request });
    return this.#give(asked, request);
  }

  /** Fires the timer of the part before its time. Nothing happens if it is not armed. */
  fire(part: string, timer: string): void {
    if (!this.situation(part).timers.includes(timer)) return;
    this.#log.push({ kind: "fired", part, timer });
    this.#give(this.#part(part), { kind: "timeout", timer });
  }

  /**
   * The node goes down: its parts lose everything that is not durable. Nothing happens if it is down.
   *
   * @param landing - what its disk has made of the writes in flight, a torn one too. With 0, nothing more has landed.
   * Every other number chooses among all that a crash can leave; none is too large.
   */
  crash(node: NodeId, landing = 0): void {
    if (!this.#isUp(node)) return;
    let choice = landing;
    for (const { name, recordParts } of this.#partsOf(node)) {
      const { durable, writing } = this.situation(name);
      const possible = landings(durable, writing, recordParts);
      const left = possible[choice % possible.length];
      choice = Math.floor(choice / possible.length);
      if (left !== durable) this.#log.push({ kind: "durable", part: name, record: left });
      this.#situations.set(name, crash(this.situation(name), left));
      this.#awaiting.delete(name);
    }
    this.#log.push({ kind: "crashed", node });
  }

  /** The node comes back, with nothing but its disk. Nothing happens if it is up. */
  restart(node: NodeId): void {
    if (this.#isUp(node)) return;
    this.#log.push({ kind: "restarted", node });
    for (const part of this.#partsOf(node)) {
      const down = this.situation(part.name);
      this.#carryOut(part, down, restart(part, down));
    }
  }

  /** From now on the network loses and duplicates nothing, and every node is up. */
  heal(): void {
    this.#lose = 0;
    this.#duplicate = 0;
    for (const node of nodesOf(this.#system)) this.restart(node);
  }

  /**
   * Lets one thing happen: a record becomes durable, a part learns of it, a message arrives or is lost, or, when there is
   * nothing else, a timer fires.
   *
   * @returns false if nothing can change any more by itself: nothing is under way, and to fire all timers changed
   * nothing. A participant in doubt whose coordinator is down asks for ever, and yet all is quiet.
   */
  advance(): boolean {
    const possible = [...this.#diskSteps(), ...this.#messages.map((message, i) => () => this.#arrive(message, i))];
    if (possible.length === 0) return this.#fireNext();
    possible[this.#choose(possible.length)]?.();
    return true;
  }

  /**
   * Advances until the condition holds.
   *
   * @throws Error if all is quiet, or `limit` things have happened, and it does not hold.
   */
  runUntil(condition: () => boolean, limit = 10_000): void {
    for (let steps = 0; !condition(); steps++) {
      if (steps >= limit) throw this.#notReached(`the condition does not hold after ${limit} steps`);
      if (!this.advance()) throw this.#notReached("all is quiet, and the condition does not hold");
    }
  }

  /**
   * Advances until all is quiet.
   *
   * @throws Error if it is not after `limit` steps. Some systems never are: those whose network loses all messages, and
   * those of several nodes that suspect a leader, as in epoch consensus and epoch broadcast, where whoever does not lead
   * stands for election sooner or later. For these use {@link InMemoryHost.runUntil}.
   */
  settle(limit = 10_000): void {
    for (let steps = 0; this.advance(); steps++) {
      if (steps >= limit) throw this.#notReached(`not quiet after ${limit} steps`);
    }
  }

  #isUp(node: NodeId): boolean {
    return this.#partsOf(node).every(({ name }) => isUp(this.situation(name)));
  }

  #part(name: string): Part {
    const part = this.#parts.get(name);
    if (part === undefined) throw unknown("part", name, this.#parts.keys());
    return part;
  }

  #partsOf(node: NodeId): readonly Part[] {
    const parts = this.#system.parts.filter((part) => part.node === node);
    if (parts.length === 0) throw unknown("node", node, nodesOf(this.#system));
    return parts;
  }

  #diskSteps(): readonly (() => void)[] {
    return this.#system.parts.flatMap((part) => {
      const situation = this.situation(part.name);
      if (situation.writing.length > 0) return [() => this.#land(part)];
      const event = persisted(situation);
      return this.#awaiting.has(part.name) && event !== undefined ? [() => this.#reportDurable(part, event)] : [];
    });
  }

  #land({ name }: Part): void {
    const situation = land(this.situation(name));
    this.#situations.set(name, situation);
    this.#log.push({ kind: "durable", part: name, record: situation.durable });
  }

  #reportDurable(part: Part, event: Persisted): void {
    this.#awaiting.delete(part.name);
    this.#log.push({ kind: "persisted", part: part.name, record: event.record });
    this.#give(part, event);
  }

  #arrive(message: Addressed, index: number): void {
    this.#messages = this.#messages.filter((_, i) => i !== index);
    const luck = this.#random?.() ?? 1;
    if (luck < this.#lose) {
      this.#log.push({ kind: "lost", message, because: "network" });
      if (this.#round !== undefined) this.#round.lostSome = true;
      return;
    }
    if (luck < this.#lose + this.#duplicate) {
      this.#log.push({ kind: "duplicated", message });
      this.#messages = [...this.#messages, message];
    }
    this.#receive(message);
  }

  /** Every part of the addressed node looks at the message, and those for which it is not refuse it as foreign. */
  #receive(message: Addressed): void {
    const addressed = this.#system.parts.filter(({ node }) => node === message.to);
    const parts = addressed.filter(({ name }) => isUp(this.situation(name)));
    if (parts.length === 0) {
      const because = addressed.length === 0 ? "noAddressee" : "addresseeDown";
      this.#log.push({ kind: "lost", message, because });
    }
    for (const part of parts) {
      const before = this.situation(part.name);
      const happening = give(part, before, { kind: "receive", message });
      if (happening.refusal?.kind === "foreign") continue;
      this.#log.push({ kind: "received", part: part.name, message });
      this.#carryOut(part, before, happening);
    }
  }

  #fireNext(): boolean {
    if (this.#due.length === 0) {
      if (this.#lastRoundChangedNothing()) return false;
      this.#round = { before: new Map(this.#situations), lostSome: false };
      this.#due = [...this.#situations].flatMap(([part, { timers }]) => timers.map((timer) => ({ part, timer })));
    }
    const [next, ...later] = this.#due;
    if (next === undefined) return false;
    this.#due = later;
    this.fire(next.part, next.timer);
    return true;
  }

  #lastRoundChangedNothing(): boolean {
    const round = this.#round;
    if (round === undefined || round.lostSome) return false;
    return [...this.#situations].every(([part, now]) => isSame(now, round.before.get(part)));
  }

  #give(part: Part, event: CommonEvent | Request): Refusal | undefined {
    const before = this.situation(part.name);
    return this.#carryOut(part, before, give(part, before, event));
  }

  #carryOut(part: Part, before: Pick<Situation, "writing" | "told">, happening: Happening): Refusal | undefined {
    const { situation, sent, refusal } = happening;
    const { name } = part;
    this.#situations.set(name, situation);
    for (const record of situation.writing.slice(before.writing.length)) {
      this.#log.push({ kind: "writing", part: name, record });
      this.#awaiting.add(name);
    }
    for (const told of situation.told.slice(before.told.length)) this.#log.push({ kind: "told", part: name, ...told });
    for (const message of sent) this.#log.push({ kind: "sent", message });
    this.#messages = [...this.#messages, ...sent];
    if (refusal !== undefined) this.#log.push({ kind: "refused", part: name, refusal });
    return refusal;
  }

  /** An index below `count`; the first one without a source of randomness. */
  #choose(count: number): number {
    return Math.floor((this.#random?.() ?? 0) * count);
  }

  #notReached(why: string): Error {
    const timers = [...this.#situations].flatMap(([part, situation]) =>
      situation.timers.map((timer) => `${part} ${timer}`),
    );
    const last = this.#log.slice(-5).map((entry) => `\n  ${describeEntry(entry)}`);
    const armed = timers.length === 0 ? "none" : timers.join(", ");
    return new Error(
      `in-memory host: ${why}; messages under way: ${this.#messages.length}; timers: ${armed}; the last events:${last.join("")}`,
    );
  }
}

function byName(parts: readonly Part[]): ReadonlyMap<string, Part> {
  const found = new Map<string, Part>();
  for (const part of parts) {
    if (found.has(part.name)) throw new Error(`in-memory host: two parts are named ${part.name}`);
    found.set(part.name, part);
  }
  return found;
}

function unknown(what: string, name: string, known: Iterable<string>): Error {
  return new Error(`in-memory host: no ${what} is named ${name}; known are ${[...known].join(", ")}`);
}

/** Roles, records and what was told are replaced when they change, so that identity tells. */
function isSame(now: Situation, before: Situation | undefined): boolean {
  return (
    before !== undefined &&
    now.role === before.role &&
    now.durable === before.durable &&
    now.told === before.told &&
    now.timers.join() === before.timers.join()
  );
}
