/**
 * One run in virtual time. Everything that will happen has its time, and the next thing happens when the one before has
 * ended. Computing takes no virtual time, and nothing is done in parallel. So the plan decides the run, on any machine.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { sizeOf } from "../../core/plain-data.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { Situation } from "../../core/situation.ts";
import type { PartTypes } from "../../core/system.ts";
import { Agenda, type Dated } from "../agenda.ts";
import { InMemoryNode } from "../in-memory/in-memory-node.ts";
import type { LogEntry } from "../in-memory/log-entry.ts";
import { partsByNode } from "../in-memory/parts-by-node.ts";
import { unknownName } from "../names.ts";
import { Calamities } from "./calamities.ts";
import type { Fault, Left } from "./fault.ts";
import { flawIn, isTime, type Plan } from "./plan.ts";
import { type Random, Streams, waiting } from "./random.ts";
import type { Costs, Run, Scenario, Watcher } from "./scenario.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { SimulatedDisk } from "./simulated-disk.ts";
import { SimulatedNetwork } from "./simulated-network.ts";
import { SimulatedOutboxes } from "./simulated-outboxes.ts";
import { Tally } from "./tally.ts";
import { Users } from "./users.ts";

/** Something that will happen at a time. */
interface Due extends Dated {
  readonly happen: () => void;
}

/** Called with what happened, and when: for a dialogue. */
export type Happened = (at: number, what: LogEntry | Fault | Left) => void;

/** What is wrong with a run. */
export interface Violation {
  readonly property: string;
  readonly because: string;
  /** When it was seen, in milliseconds. */
  readonly at: number;
}

/**
 * After how many steps the watcher checks the states, if the scenario does not say; and how many steps are too many.
 */
const stepsBetweenChecks = 16;
const mostSteps = 300_000;
/** After how many milliseconds the watcher is asked again whether everything is reached. */
const lookingAgain = 20;

/** A link is behind if it needs more than so many milliseconds for what was sent over it. */
const backlog = 100;

export class Simulation<Types extends PartTypes> implements Run<Types> {
  readonly plan: Plan;
  readonly whole: readonly NodeId[];
  readonly tally: Tally = new Tally();
  readonly users: Users;
  readonly #scenario: Scenario<Types>;
  readonly #agenda = new Agenda<Due>();
  readonly #nodes = new Map<NodeId, InMemoryNode<Types>>();
  readonly #nodeOf = new Map<string, InMemoryNode<Types>>();
  readonly #network: SimulatedNetwork;
  readonly #outboxes: SimulatedOutboxes;
  readonly #clock: SimulatedClock;
  readonly #streams: Streams;
  readonly #watcher: Watcher<Types>;
  readonly #happened: Happened | undefined;
  #now = 0;
  #order = 0;
  #checkedAt = 0;
  #isHealed = false;
  #isOver = false;
  #violation: Violation | undefined;

  constructor(scenario: Scenario<Types>, plan: Plan, happened?: Happened) {
    const { world } = plan;
    const { system } = scenario;
    const flaw = flawIn(plan);
    if (flaw !== undefined) throw new Error(`simulation: a plan in which ${flaw}`);
    this.#scenario = scenario;
    this.plan = plan;
    this.#streams = new Streams(plan.seed);
    this.users = new Users(plan.omitted);
    this.#happened = happened;
    const after = (milliseconds: number, job: () => void): void => this.after(milliseconds, job);
    this.#clock = new SimulatedClock({
      after,
      slowness: (part) => 1 / (world.clocks[this.#nodeWith(part).name] ?? 1),
      ringing: (part, ring) => this.#nodeWith(part).ring(ring),
    });
    this.#network = new SimulatedNetwork({
      after,
      now: () => this.#now,
      world,
      sizeOf,
      lose: () => this.#lose,
      duplicate: () => (this.#isHealed ? 0 : world.duplicate),
      randomOf: (from, to) => this.#streams.of("link", from, to),
      sent: (message, size) => {
        this.tally.sent(message.kind, size);
        this.#tell({ kind: "sent", message });
        this.#watcher.sent?.(message);
      },
      lost: (message, because) => this.#tell({ kind: "lost", message, because }),
      duplicated: (message) => this.#tell({ kind: "duplicated", message }),
      arrived: (flight) => {
        const node = this.#nodes.get(flight.message.to);
        if (node === undefined) this.#tell({ kind: "lost", message: flight.message, because: "noAddressee" });
        else node.receive(flight);
      },
    });
    this.#outboxes = new SimulatedOutboxes({
      betweenSends: scenario.betweenSends,
      now: () => this.#now,
      after,
      network: this.#network,
    });
    const around = {
      network: this.#outboxes,
      clock: this.#clock,
      chance: {
        timeOf: (part: string, timer: string) =>
          scenario.timeOf(this.#streams.of("timers", part), timer, this.#isHealed),
      },
      changed: () => {},
      happened: (entry: LogEntry) => this.#tell(entry),
      met: (_: NodeId, happen: () => void) => happen(),
    };
    const nodes = partsByNode("simulation", system);
    const calamities = new Calamities(this.#network, [...nodes.keys()], {
      soon: (job) => this.after(0, job),
      struck: (kind) => this.tally.struck(kind),
    });
    for (const [name, parts] of nodes) {
      const random = this.#streams.of("disk", name);
      const disk = new SimulatedDisk({
        after,
        now: () => this.#now,
        flushTime: () => (world.flush + waiting(random, world.flushSpread)) * calamities.slownessOf(name),
        flushesTogether: world.flushTogether,
        landed: (part, record) => this.#tell({ kind: "durable", part, record }),
      });
      const node = new InMemoryNode(name, parts, disk, around);
      calamities.add(node, disk);
      this.#nodes.set(name, node);
      for (const part of parts) this.#nodeOf.set(part.name, node);
    }
    this.whole = [...this.#nodes.keys()].filter((node) => !plan.left.some((left) => left.node === node));
    this.#planFaults(calamities);
    // Before the nodes start, so that the watcher hears everything that is told.
    this.#watcher = scenario.watch(this);
    for (const node of this.#nodes.values()) node.start();
  }

  /** Runs to the end: until everything is reached, a property is violated, or the time is over. */
  run(): Violation | undefined {
    const { checkEvery = stepsBetweenChecks } = this.#scenario;
    try {
      for (let due = this.#agenda.take(); due !== undefined && !this.#isOver; due = this.#agenda.take()) {
        this.#now = due.at;
        due.happen();
        if (this.tally.steps - this.#checkedAt >= checkEvery) this.#check();
      }
      if (this.#violation === undefined) this.#watcher.check?.();
    } catch (failure) {
      this.violated("NeverThrows", String(failure instanceof Error ? failure.message : failure));
    }
    return this.#violation;
  }

  now(): number {
    return this.#now;
  }

  isHealed(): boolean {
    return this.#isHealed;
  }

  random(name: string): Random {
    return this.#streams.of("user", name);
  }

  after(milliseconds: number, happen: () => void): void {
    if (!isTime(milliseconds)) throw new Error(`simulation: nothing can happen ${milliseconds} milliseconds later`);
    this.#agenda.add({ at: this.#now + milliseconds, order: this.#order++, happen });
  }

  ask(part: string, request: Types["request"], heard: (refusal?: Refusal) => void = () => {}): void {
    const node = this.#nodeWith(part);
    const random = this.#streams.of("ask", part);
    const there = this.#journey(random);
    const back = this.#journey(random);
    const mayBeLost = !this.#isHealed && this.#scenario.plans?.lossy !== false;
    if (!this.users.mayAsk(mayBeLost) || there === undefined) return;
    this.after(there, () => {
      // A node that is down or paused gives no answer.
      const isHeard = node.isAwake;
      const refusal = node.ask(part, request);
      if (isHeard && back !== undefined) this.after(back, () => heard(refusal));
    });
  }

  mayBegin(): boolean {
    return this.users.mayBegin();
  }

  situation(part: string): Situation {
    return this.#nodeWith(part).situation(part);
  }

  costs(): Costs {
    return this.tally.costs();
  }

  violated(property: string, because: string): void {
    this.#violation ??= { property, because, at: this.#now };
    this.#isOver = true;
  }

  /** How long a request or its answer takes; `undefined` if it is lost. */
  #journey(random: Random): number | undefined {
    const { latency, spread } = this.plan.world;
    const isLost = random() < this.#lose;
    const takes = latency + waiting(random, spread);
    return isLost ? undefined : takes;
  }

  get #lose(): number {
    return this.#isHealed ? this.plan.world.loseLater : this.plan.world.lose;
  }

  #planFaults(calamities: Calamities): void {
    const { faults, healed, left } = this.plan;
    for (const fault of faults) {
      // Every fault ends at the healing at the latest.
      const end = Math.min(healed, fault.at + fault.for);
      if (end <= fault.at) continue;
      this.after(fault.at, () => {
        this.#happened?.(this.#now, fault);
        calamities.strike(fault, end);
      });
      this.after(end, () => calamities.end(fault));
    }
    this.after(healed, () => {
      this.#isHealed = true;
      for (const one of left) {
        this.#happened?.(this.#now, one);
        calamities.leave(one);
      }
      this.#look();
    });
  }

  /** After the healing: is everything reached? */
  #look(): void {
    if (this.#watcher.isReached()) this.#beCalm();
    else if (this.#now < this.#lastTime) this.after(lookingAgain, () => this.#look());
    else if (!this.users.areOwed) this.#isOver = true;
    else this.violated("Progress", this.#watcher.lacking?.() ?? "not everything was reached in time");
  }

  /** Everything is reached: the system gets time to finish, and is then watched while it has nothing to do. */
  #beCalm(): void {
    const { calm } = this.#scenario;
    if (calm === undefined) this.#isOver = true;
    else if (this.#network.isBehind(backlog)) this.#beCalmLater(lookingAgain);
    else {
      this.after(calm.after, () => {
        if (this.#isWriting()) this.#beCalmLater(0);
        else this.#watchCalm(calm.for);
      });
    }
  }

  #beCalmLater(milliseconds: number): void {
    if (this.#now < this.#lastTime) this.after(milliseconds, () => this.#beCalm());
    else this.violated("Progress", "disks and links never come to rest");
  }

  #watchCalm(milliseconds: number): void {
    const before = this.tally.costs();
    this.after(milliseconds, () => {
      this.#watcher.calmed?.(this.tally.costsSince(before));
      this.#isOver = true;
    });
  }

  /** Whether anything is on its way to a disk. */
  #isWriting(): boolean {
    const { parts } = this.#scenario.system;
    return parts.some(({ name }) => this.situation(name).writing.length > 0);
  }

  /** The time by which everything must be reached. */
  get #lastTime(): number {
    return this.plan.healed + this.#scenario.within;
  }

  #check(): void {
    this.#checkedAt = this.tally.steps;
    this.#watcher.check?.();
    if (this.tally.steps > mostSteps) this.violated("Storm", `more than ${mostSteps} steps`);
  }

  /** Counts what has happened, and tells the recorder and the watcher. */
  #tell(entry: LogEntry): void {
    this.tally.count(entry);
    this.#happened?.(this.#now, entry);
    if (entry.kind === "crashed") this.#outboxes.crashed(entry.node);
    else if (entry.kind === "told") this.#watcher.told?.(entry.part, entry.value, entry.by);
    else if (entry.kind === "refused" && entry.refusal.kind !== "untimely") {
      this.violated("NothingIsImpossible", `${entry.part} refused: ${entry.refusal.because}`);
    }
  }

  #nodeWith(part: string): InMemoryNode<Types> {
    const node = this.#nodeOf.get(part);
    if (node === undefined) throw unknownName("simulation", "part", part, this.#nodeOf.keys());
    return node;
  }
}
