/**
 * One node of a run in memory. Its disk and its users stay through a crash; its host is made anew by each restart.
 *
 * @module
 */
import type { RecordParts } from "../../core/landing.ts";
import type { NodeId } from "../../core/node-id.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { Situation, Told } from "../../core/situation.ts";
import type { StepResult } from "../../core/step.ts";
import type { Part, PartEffect, PartTypes, Status } from "../../core/system.ts";
import { Host } from "../host.ts";
import { unknownName } from "../names.ts";
import type { Chance, Clock, Network, Storage } from "../ports.ts";
import type { PartEvent } from "../running-part.ts";
import type { Flight } from "./in-memory-network.ts";
import type { LogEntry } from "./log-entry.ts";
import { ToldUser } from "./told-user.ts";

/** A disk whose writes can be seen, and that can crash. */
export interface Disk extends Storage {
  /** The records on their way, the oldest first. */
  writing(part: string): readonly unknown[];
  /**
   * The node goes down: no write is under way any more.
   *
   * @param choice - which of the records that a crash can leave is on disk: 0 is the durable one. No number is too
   * large.
   * @returns how many such records there were
   */
  crash(part: string, noRecord: unknown, parts: RecordParts | undefined, choice: number): number;
}

/** What the nodes of a run share. */
export interface Surroundings {
  /** `arrive` hands over a message that has reached the node. */
  readonly network: Network & { arrive(flight: Flight): boolean };
  readonly clock: Clock & { timersOf(part: string): readonly string[] };
  /** To be called when a state has changed. `stays`: something was written or told, which is not undone again. */
  readonly changed: (stays: boolean) => void;
  readonly chance: Chance;
  /** To be called with everything that happens. */
  readonly happened: (entry: LogEntry) => void;
  /** To be called with each thing that has waited for a paused node, once the node goes on. */
  readonly met: (node: NodeId, happen: () => void) => void;
}

/** A part, with its user. */
interface Member<Types extends PartTypes> {
  readonly part: Part<unknown, Types>;
  readonly user: ToldUser;
}

/** From a start to a crash. */
interface Life<Types extends PartTypes> {
  readonly host: Host<Types>;
  isPaused: boolean;
  /** What has reached the node while it was paused, in order. */
  held: (() => void)[];
}

export class InMemoryNode<Types extends PartTypes> {
  readonly name: NodeId;
  readonly #members: ReadonlyMap<string, Member<Types>>;
  readonly #around: Surroundings;
  readonly #disk: Disk;
  /** The disk as the host uses it. */
  readonly #storage: Storage;
  #life: Life<Types> | undefined;
  /** What parts tell while they restart, kept until they have told all of it. */
  #lastWords = new Map<string, Told[]>();

  constructor(name: NodeId, parts: readonly Part<unknown, Types>[], disk: Disk, around: Surroundings) {
    this.name = name;
    this.#members = new Map(parts.map((part) => [part.name, { part, user: new ToldUser() }]));
    this.#around = around;
    this.#disk = disk;
    this.#storage = {
      read: (part) => disk.read(part),
      write: (part, record, answer) => {
        around.happened({ kind: "writing", part, record });
        disk.write(part, record, (failure) => this.#reach(() => answer(failure)));
      },
    };
  }

  /** Whether it is up and not paused. */
  get isAwake(): boolean {
    return this.#life?.isPaused === false;
  }

  start(): void {
    this.#live((host, system) => host.start(system));
  }

  restart(): void {
    if (this.#life !== undefined) return;
    this.#around.happened({ kind: "restarted", node: this.name });
    for (const { part, user } of this.#members.values()) {
      if (part.tellsFromTheStart === true) user.hearFromTheStart();
      else this.#lastWords.set(part.name, []);
    }
    this.#live((host, system) => host.recover(system));
    for (const [part, words] of this.#lastWords) {
      for (const told of this.#member(part).user.hearAgain(words)) this.#tellOf(part, told);
    }
    this.#lastWords.clear();
  }

  /** @param landing - see {@link InMemoryHost.crash} */
  crash(landing: number): void {
    if (this.#life === undefined) return;
    let choice = landing;
    for (const { part } of this.#members.values()) {
      const { name, noRecord, recordParts } = part;
      const before = this.#durable(part);
      const choices = this.#disk.crash(name, noRecord, recordParts, choice);
      choice = Math.floor(choice / choices);
      const record = this.#durable(part);
      if (record !== before) this.#around.happened({ kind: "durable", part: name, record });
    }
    this.#end(this.#life);
    this.#around.happened({ kind: "crashed", node: this.name });
  }

  pause(): void {
    if (this.#life === undefined || this.#life.isPaused) return;
    this.#life.isPaused = true;
    this.#around.happened({ kind: "paused", node: this.name });
  }

  resume(): void {
    const life = this.#life;
    if (life === undefined || !life.isPaused) return;
    life.isPaused = false;
    this.#around.happened({ kind: "resumed", node: this.name });
    const { held } = life;
    life.held = [];
    for (const happen of held) this.#around.met(this.name, happen);
  }

  /** A message has reached this node. */
  receive(flight: Flight): void {
    if (this.#life === undefined) {
      this.#around.happened({ kind: "lost", message: flight.message, because: "addresseeDown" });
    } else this.#reach(() => this.#around.network.arrive(flight));
  }

  /** A timer of the node rings. */
  ring(ring: () => void): void {
    this.#reach(ring);
  }

  ask(part: string, request: Types["request"]): Refusal | undefined {
    const life = this.#life;
    if (life === undefined) return { kind: "untimely", because: "its node is down" };
    if (life.isPaused) return { kind: "untimely", because: "its node is paused" };
    let reason: Refusal | undefined;
    life.host.ask(part, request, (refusal) => {
      reason = refusal;
    });
    return reason;
  }

  told(part: string, by?: Told["by"]): readonly Types["told"][] {
    const { told } = this.#member(part).user;
    return told.filter((one) => by === undefined || one.by === by).map(({ value }) => value);
  }

  status(part: string): Status<Types["status"]> | undefined {
    return this.#life?.host.status(part);
  }

  situation(name: string): Situation {
    const { part, user } = this.#member(name);
    return {
      role: this.#life?.host.stateOf(name),
      timers: this.#around.clock.timersOf(name),
      durable: this.#durable(part),
      writing: this.#disk.writing(name),
      told: user.told,
      repeating: this.#life === undefined ? 0 : user.repeating,
    };
  }

  #live(begin: (host: Host<Types>, system: { readonly parts: readonly Part<unknown, Types>[] }) => void): void {
    const { network, clock, chance } = this.#around;
    const host = new Host<Types>({
      node: this.name,
      storage: this.#storage,
      network,
      clock,
      chance,
      listener: {
        told: (part, value, by) => this.#hear(part, { by, value }),
        stepped: (part, event, result) => this.#stepped(part, event, result),
        stopped: (failure) => {
          throw failure;
        },
      },
    });
    const life: Life<Types> = { host, isPaused: false, held: [] };
    this.#life = life;
    try {
      begin(host, { parts: [...this.#members.values()].map(({ part }) => part) });
    } catch (error) {
      this.#end(life);
      throw error;
    }
  }

  #end(life: Life<Types>): void {
    life.host.stop();
    this.#life = undefined;
  }

  /** What reaches a paused node waits until the node goes on. */
  #reach(happen: () => void): void {
    if (this.#life?.isPaused === true) this.#life.held.push(happen);
    else happen();
  }

  /** Before the effects of the step are carried out. */
  #stepped(part: string, event: PartEvent<Types>, result: StepResult<unknown, PartEffect<Types>>): void {
    if (result.outcome === "changed") this.#around.changed(result.effects.some(({ kind }) => isLasting.has(kind)));
    const refusal = result.outcome === "refused" ? result.refusal : undefined;
    if (refusal?.kind === "foreign") return;
    this.#around.happened(entryOf(part, event));
    if (refusal !== undefined) this.#around.happened({ kind: "refused", part, refusal });
  }

  #hear(part: string, told: Told): void {
    const words = this.#lastWords.get(part);
    if (words !== undefined) words.push(told);
    else if (this.#member(part).user.hear(told)) this.#tellOf(part, told);
  }

  #tellOf(part: string, told: Told): void {
    this.#around.happened({ kind: "told", part, ...told });
  }

  #durable({ name, noRecord }: Part<unknown, Types>): unknown {
    const record = this.#disk.read(name);
    return record === undefined ? noRecord : record;
  }

  #member(part: string): Member<Types> {
    const member = this.#members.get(part);
    if (member === undefined) throw unknownName(`in-memory node ${this.name}`, "part", part, this.#members.keys());
    return member;
  }
}

const isLasting: ReadonlySet<string> = new Set(["persist", "deliver", "reply", "invoke"]);

/** The log entry of an event that a part was given. */
function entryOf(part: string, event: PartEvent<PartTypes>): LogEntry {
  if (event.kind === "receive" && "message" in event) return { kind: "received", part, message: event.message };
  if (event.kind === "persisted" && "record" in event) return { kind: "persisted", part, record: event.record };
  if (event.kind === "timeout" && "timer" in event) return { kind: "fired", part, timer: event.timer };
  return { kind: "requested", part, request: event };
}
