/**
 * A whole system in one process, for tests, examples and lectures: a {@link Host} for each node, over a storage, a
 * network, a clock and chance in memory. Nothing happens by itself: each call of {@link InMemoryHost.advance} lets one
 * thing happen, and the same calls give the same run.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { Situation, Told } from "../../core/situation.ts";
import type { PartTypes, Status, System } from "../../core/system.ts";
import { inShort, unknownName } from "../names.ts";
import { InMemoryClock } from "./in-memory-clock.ts";
import { type Flight, InMemoryNetwork } from "./in-memory-network.ts";
import { InMemoryNode, type Surroundings } from "./in-memory-node.ts";
import { checkedOptions, type InMemoryOptions } from "./in-memory-options.ts";
import { InMemoryStorage } from "./in-memory-storage.ts";
import { describeEntry, type LogEntry } from "./log-entry.ts";
import { partsByNode } from "./parts-by-node.ts";
import { Pool } from "./pool.ts";
import { isSameValue } from "./same-value.ts";

/** Something that can happen once. If its node goes down first, it does not happen. */
interface Possible {
  readonly node: NodeId;
  readonly happen: () => void;
}

/**
 * One run of a system, from its first start on.
 *
 * @see [In memory](page:docs/writing-a-host.md#in-memory)
 * @example
 * ```ts
 * import { InMemoryHost } from "quorate/in-memory";
 * import { twoPhaseCommit } from "quorate/two-phase-commit";
 *
 * const options = { transactions: ["order"], coordinator: "shop", participants: ["bank", "stock"] };
 * const host = new InMemoryHost(twoPhaseCommit(options));
 * host.crash("stock");
 * host.request("order/shop", { kind: "requestCommit" });
 * host.settle();
 * console.log(host.status("order/bank")); // { is: 'prepared' }
 * host.restart("stock"); // it has lost its work, and votes no
 * host.settle();
 * console.log(host.told("order/shop"), host.told("order/bank")); // [ 'aborted' ] [ 'aborted' ]
 * ```
 */
export class InMemoryHost<Types extends PartTypes = PartTypes> {
  readonly #nodes = new Map<NodeId, InMemoryNode<Types>>();
  /** The node of each part. */
  readonly #nodeOf = new Map<string, InMemoryNode<Types>>();
  readonly #clock = new InMemoryClock();
  readonly #network: InMemoryNetwork;
  /** What can happen next, except the arrival of messages. */
  readonly #possible = new Pool<Possible>();
  readonly #random: (() => number) | undefined;
  readonly #log: LogEntry[] = [];
  #lose: number;
  #duplicate: number;
  /** Whether a state has changed since all states were last compared, and those states. */
  #hasChanged = false;
  #before: readonly unknown[] | undefined;

  /**
   * Starts every part of the system.
   *
   * @throws Error if two parts have the same name, or if faults are asked for without a source of randomness.
   */
  constructor(system: System<Types>, options: InMemoryOptions = {}) {
    const { random, lose, duplicate, timeOf } = checkedOptions(options);
    this.#random = random;
    this.#lose = lose;
    this.#duplicate = duplicate;
    this.#network = new InMemoryNetwork((message) => this.#log.push({ kind: "sent", message }));
    const around: Surroundings = {
      network: this.#network,
      clock: this.#clock,
      changed: (stays) => {
        if (stays) this.#disturb();
        else this.#hasChanged = true;
      },
      chance: { timeOf },
      happened: (entry) => this.#log.push(entry),
      met: (node, happen) => this.#possible.add({ node, happen }),
    };
    for (const [name, own] of partsByNode("in-memory host", system)) {
      const node = new InMemoryNode(name, own, this.#diskOf(name), around);
      this.#nodes.set(name, node);
      for (const part of own) this.#nodeOf.set(part.name, node);
    }
    for (const node of this.#nodes.values()) node.start();
  }

  /** Everything that has happened so far. */
  get log(): readonly LogEntry[] {
    return this.#log;
  }

  /** Milliseconds since the start. */
  get now(): number {
    return this.#clock.now;
  }

  /**
   * What the user of the part has been told, in order. A crash does not change it.
   *
   * @param by - only what was delivered, or only what was replied; both if it is not given
   */
  told(part: string, by?: Told["by"]): readonly Types["told"][] {
    return this.#nodeWith(part).told(part, by);
  }

  /** What the part says about itself; `undefined` if its node is down. */
  status(part: string): Status<Types["status"]> | undefined {
    return this.#nodeWith(part).status(part);
  }

  /** The part and the world around it: its role, timers, disk and user. */
  situation(part: string): Situation {
    return this.#nodeWith(part).situation(part);
  }

  /**
   * Asks the part for something that its environment may ask for.
   *
   * @returns why it was refused, if it was; a part whose node is down or paused refuses everything.
   * @throws Error if there is no such part, or if parts of its role have no such request.
   */
  request(part: string, request: Types["request"]): Refusal | undefined {
    return this.#nodeWith(part).ask(part, request);
  }

  /** Fires the timer of the part at once. Nothing happens if it is not armed. */
  fire(part: string, timer: string): void {
    const node = this.#nodeWith(part);
    const armed = this.#clock.take(part, timer);
    if (armed !== undefined) node.ring(armed.ring);
  }

  /**
   * The node goes down: its parts lose everything that is not durable. Nothing happens if it is down already.
   *
   * @param landing - how much of the writes in flight is on disk afterwards. With 0, it is nothing. Each other number
   * chooses one of the results that are possible after a crash, torn writes among them; no number is too large.
   * @throws Error if it is not a whole number from 0 on.
   */
  crash(node: NodeId, landing = 0): void {
    if (!(Number.isSafeInteger(landing) && landing >= 0)) throw new Error(`in-memory host: ${landing} is no landing`);
    this.#disturbed(node).crash(landing);
    this.#possible.keep((thing) => thing.node !== node);
  }

  /** The node comes back, with nothing but its disk. Nothing happens if it is up. */
  restart(node: NodeId): void {
    this.#disturbed(node).restart();
  }

  /**
   * The node stands still. Its disk goes on with the writes that it was given. Whatever else reaches the node waits.
   */
  pause(node: NodeId): void {
    this.#disturbed(node).pause();
  }

  /** The node goes on, and is given everything that has waited. Nothing happens if it is not paused. */
  resume(node: NodeId): void {
    this.#disturbed(node).resume();
  }

  /**
   * From now on no message of one node reaches the other, not even those on their way. The way back is another link.
   */
  cut(from: NodeId, to: NodeId): void {
    this.#network.cut(this.#disturbed(from).name, this.#disturbed(to).name);
    this.#log.push({ kind: "cut", from, to });
  }

  /** Messages of one node reach the other again. */
  mend(from: NodeId, to: NodeId): void {
    this.#network.mend(this.#disturbed(from).name, this.#disturbed(to).name);
    this.#log.push({ kind: "mended", from, to });
  }

  /** Every message reaches its node again. */
  mendAll(): void {
    for (const [from, to] of this.#network.cutLinks) this.mend(from, to);
  }

  /**
   * Cuts every link between nodes of different groups, both ways. A node that is in no group keeps its links.
   *
   * @throws Error if a node is named twice.
   */
  partition(...groups: readonly (readonly NodeId[])[]): void {
    const twice = groups.flat().find((node, i, all) => all.indexOf(node) !== i);
    if (twice !== undefined) throw new Error(`in-memory host: ${twice} is named twice in a partition`);
    for (const group of groups) {
      const others = groups.filter((other) => other !== group).flat();
      for (const from of group) for (const to of others) this.cut(from, to);
    }
  }

  /** From now on the network loses and duplicates nothing, no link is cut, and every node is up and not paused. */
  heal(): void {
    this.#lose = 0;
    this.#duplicate = 0;
    this.mendAll();
    for (const node of this.#nodes.keys()) {
      this.resume(node);
      this.restart(node);
    }
  }

  /**
   * Lets one thing happen: a record becomes durable, a part learns of it, a message arrives or is lost, or, when there
   * is nothing else, a timer fires.
   *
   * @returns false if all is quiet: nothing will change any more by itself, except for changes that are undone again.
   * No write or message is on its way. Since the last change, every armed timer has fired or was armed anew, and no
   * message was lost by chance. Messages may still be sent when all is quiet: a participant in doubt whose coordinator
   * is down asks for ever, and a leader says for ever that it is there.
   */
  advance(): boolean {
    const count = this.#possible.size + this.#network.size;
    if (count === 0) return this.#fireNext();
    const choice = Math.floor(this.#chance(0) * count);
    if (choice < this.#possible.size) this.#possible.take(choice)?.happen();
    else this.#arrive(this.#network.take(choice - this.#possible.size));
    return true;
  }

  /**
   * Advances until the condition holds.
   *
   * @param limit - how many things may happen; any number of them if it is not given.
   * @throws Error if it does not hold although all is quiet, or although so many things have happened.
   */
  runUntil(condition: () => boolean, limit: number = Number.POSITIVE_INFINITY): void {
    refuseLimit(limit);
    for (let steps = 0; !condition(); steps++) {
      if (steps >= limit) throw this.#notReached(`the condition does not hold after ${limit} steps`);
      if (!this.advance()) throw this.#notReached("all is quiet, and the condition does not hold");
    }
  }

  /**
   * Advances until all is quiet. Some systems never become quiet: those whose network loses every message by chance,
   * and those whose timers let nodes suspect the leader again and again. For these give a limit, or use
   * {@link InMemoryHost.runUntil}.
   *
   * @param limit - how many things may happen; any number of them if it is not given.
   * @throws Error if all is not yet quiet when so many things have happened.
   */
  settle(limit: number = Number.POSITIVE_INFINITY): void {
    refuseLimit(limit);
    for (let steps = 0; this.advance(); steps++) {
      if (steps >= limit) throw this.#notReached(`not quiet after ${limit} steps`);
    }
  }

  /** A disk whose records land one by one; that it answers is another thing that can happen. */
  #diskOf(node: NodeId): InMemoryStorage {
    const canHappen = (happen: () => void): void => this.#possible.add({ node, happen });
    const land = (part: string): void => {
      const isFirst = disk.land(part);
      this.#log.push({ kind: "durable", part, record: disk.read(part) });
      if (disk.writing(part).length > 0) canHappen(() => land(part));
      if (isFirst) canHappen(() => disk.takeAnswer(part)?.());
    };
    const disk = new InMemoryStorage((part, _, isFirst) => {
      if (isFirst) canHappen(() => land(part));
    });
    return disk;
  }

  #arrive(flight: Flight | undefined): void {
    if (flight === undefined) return;
    const { message } = flight;
    const luck = this.#chance(1);
    if (luck < this.#lose) {
      this.#disturb();
      this.#log.push({ kind: "lost", message, because: "network" });
      return;
    }
    if (luck < this.#lose + this.#duplicate) {
      this.#log.push({ kind: "duplicated", message });
      this.#network.again(flight);
    }
    const addressee = this.#nodes.get(message.to);
    if (addressee === undefined) this.#log.push({ kind: "lost", message, because: "noAddressee" });
    else if (this.#network.isCut(message)) this.#log.push({ kind: "lost", message, because: "cut" });
    else addressee.receive(flight);
  }

  /** The next random number; `without`, if there is no source of random numbers. */
  #chance(without: number): number {
    if (this.#random === undefined) return without;
    const number = this.#random();
    if (number >= 0 && number < 1) return number;
    throw new Error(`in-memory host: the option \`random\` gave ${number}, which is not from 0 up to 1`);
  }

  /** Something has changed for good: the system is not at rest any more. */
  #disturb(): void {
    this.#clock.disturb();
    this.#before = undefined;
  }

  /**
   * Whether the states are again what they were when they were last compared, although every timer has fired or was
   * armed anew since then. If so, everything from now on is a repetition: a leader forgets which nodes it has heard,
   * hears them again, and so on.
   */
  #isAsBefore(): boolean {
    if (!this.#hasChanged) return true;
    const states = [...this.#nodeOf].map(([part, node]) => node.situation(part).role);
    const isSame = this.#before?.every((state, i) => isSameValue(state, states[i])) ?? false;
    this.#disturb();
    this.#before = states;
    this.#hasChanged = false;
    return isSame;
  }

  #fireNext(): boolean {
    if (this.#clock.isAtRest && this.#isAsBefore()) return false;
    const next = this.#clock.takeNext();
    if (next === undefined) return false;
    this.#nodeWith(next.part).ring(next.ring);
    return true;
  }

  #nodeWith(part: string): InMemoryNode<Types> {
    const node = this.#nodeOf.get(part);
    if (node === undefined) throw unknownName("in-memory host", "part", part, this.#nodeOf.keys());
    return node;
  }

  /** The node of this name, to which something is about to be done from outside. */
  #disturbed(name: NodeId): InMemoryNode<Types> {
    const node = this.#nodes.get(name);
    if (node === undefined) throw unknownName("in-memory host", "node", name, this.#nodes.keys());
    this.#disturb();
    return node;
  }

  #notReached(why: string): Error {
    const timers = inShort(this.#clock.all().map(({ part, timer }) => `${part} ${timer}`));
    const last = this.#log.slice(-5).map((entry) => `\n  ${describeEntry(entry)}`);
    return new Error(
      `in-memory host: ${why}; messages under way: ${this.#network.size}; timers: ${timers}; the last events:${last.join("")}`,
    );
  }
}

function refuseLimit(limit: number): void {
  if (!(limit >= 0)) throw new Error(`in-memory host: ${limit} is no limit`);
}
