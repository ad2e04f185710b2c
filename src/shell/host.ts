/**
 * The host: it runs the parts of one node over a storage, a network, a clock and chance. It knows no protocol: it finds
 * the part that something is for, and gives it one event at a time.
 *
 * - The effects of a step are carried out in their order, and none is waited for.
 * - No step is taken inside another step, nor while its effects are carried out. If a port or the listener calls back in
 *   the meantime, the call waits its turn.
 * - A part hears `persisted` as soon as its storage answers, also while later writes are under way.
 * - A timer fires once, if it was not disarmed or armed anew in the meantime, whatever the clock does.
 * - If something fails that must not, such as a write, the host stops as in a crash. Its maker makes another host, which
 *   recovers.
 *
 * @module
 */
import type { NodeId } from "../core/node-id.ts";
import type { Refusal } from "../core/refusal.ts";
import type { Started } from "../core/step.ts";
import type { Part, PartEffect, PartTypes, Status, System } from "../core/system.ts";
import { unknownName } from "./names.ts";
import type { Ports } from "./ports.ts";
import { type Listener, noObjects, RunningPart, type Surroundings } from "./running-part.ts";
import { Turns } from "./turns.ts";

/** A node, its ports and its application. */
export interface HostOptions<Types extends PartTypes> extends Ports<Types["record"]> {
  readonly node: NodeId;
  readonly listener: Listener<Types>;
  /**
   * A message came for an instance of which the node has no part. If its role answers from no record (as both of
   * two-phase commit do), make one: it is recovered, and given the message. `undefined` drops the message.
   */
  readonly partFor?: (message: unknown, instance: unknown) => Part<unknown, Types> | undefined;
}

/** What a host can be told to run: a system, of which it takes the parts of its node, or one part. */
export type Runnable<Types extends PartTypes> = Pick<System<Types>, "parts"> | Part<unknown, Types>;

/**
 * The life of one node, from a start to a crash.
 *
 * @see [Writing a host](page:docs/writing-a-host.md)
 * @example
 * ```ts
 * import { Host } from "quorate/host";
 * import { InMemoryClock, InMemoryNetwork, InMemoryStorage } from "quorate/in-memory";
 * import { twoPhaseCommit } from "quorate/two-phase-commit";
 *
 * const network = new InMemoryNetwork();
 * const host = new Host({
 *   node: "shop",
 *   storage: new InMemoryStorage(),
 *   network,
 *   clock: new InMemoryClock(),
 *   chance: { timeOf: () => 1000 },
 *   listener: {
 *     told: (part, outcome) => console.log(part, outcome),
 *     stopped: (failure) => console.error(failure),
 *   },
 * });
 * host.start(twoPhaseCommit({ transactions: ["order"], coordinator: "shop", participants: ["bank"] }));
 * host.ask("order/shop", { kind: "requestCommit" });
 * console.log(host.status("order/shop"), network.size); // { is: 'voting' } 1
 * ```
 */
export class Host<Types extends PartTypes = PartTypes> {
  readonly #options: HostOptions<Types>;
  readonly #running = new Map<string, RunningPart<Types>>();
  /** By instance, which is what a message names. */
  readonly #instances = new Map<unknown, RunningPart<Types>[]>();
  readonly #around: Surroundings<Types>;
  readonly #turns = new Turns();
  #isUp = true;

  constructor(options: HostOptions<Types>) {
    this.#options = options;
    this.#around = {
      ports: options,
      listener: options.listener,
      inTurn: (job) => this.#inTurn(job),
      fail: (failure) => this.#fail(failure),
    };
    options.network.listen(options.node, (message, instance) => this.#inTurn(() => this.#receive(message, instance)));
  }

  /**
   * Starts the parts for the very first time.
   *
   * @throws Error if a part of the name is running already, if the options of a part cannot be, or if a part uses an
   * object. None has begun then.
   */
  start(what: Runnable<Types>): void {
    this.#begin(what, (part) => part.start());
  }

  /**
   * Starts the parts after a crash, from what is on disk.
   *
   * @throws Error as {@link start} does, or if a record cannot be read or is none that the part can have written.
   */
  recover(what: Runnable<Types>): void {
    this.#begin(what, (part) => this.#recovered(part));
  }

  /**
   * Asks the part for something that its environment may ask for.
   *
   * @param heard - called with the reason if it was refused, and without one if not: before `ask` returns, unless that
   * was called from within a step, by the listener or a port. Then the request waits its turn.
   * @throws Error if no part of the name is running, or if parts of its role know no such request.
   */
  ask(part: string, request: Types["request"], heard: (refusal?: Refusal) => void = () => {}): void {
    const running = this.#known(part);
    const { role, requests } = running.part;
    if (!requests.some(({ kind }) => kind === request.kind)) {
      const kinds = new Set(requests.map(({ kind }) => kind));
      throw unknownName("host", `request to a ${role}`, request.kind, kinds);
    }
    if (this.#isUp) this.#inTurn(() => heard(running.give(request)));
    else heard({ kind: "untimely", because: "its node is down" });
  }

  /** What the part says about itself; `undefined` if it says nothing, or if the host has stopped. */
  status(part: string): Status<Types["status"]> | undefined {
    const running = this.#known(part);
    return this.#isUp ? running.part.status?.(running.state) : undefined;
  }

  /** The state of the part; `undefined` if the host has stopped. */
  stateOf(part: string): unknown {
    const running = this.#known(part);
    return this.#isUp ? running.state : undefined;
  }

  /** The part takes no more steps: it has ended, and whoever asks for its instance is answered by `partFor`. */
  drop(part: string): void {
    const running = this.#known(part);
    const { instance } = running.part;
    running.end();
    this.#running.delete(part);
    const others = (this.#instances.get(instance) ?? []).filter((other) => other !== running);
    if (others.length === 0) this.#instances.delete(instance);
    else this.#instances.set(instance, others);
  }

  /** The node goes down. What its ports still call back with is not heard any more. */
  stop(): void {
    if (!this.#isUp) return;
    this.#isUp = false;
    this.#turns.end();
    for (const running of this.#running.values()) running.end();
  }

  #inTurn(job: () => void): void {
    try {
      this.#turns.take(job);
    } catch (failure) {
      this.#fail(failure);
    }
  }

  #fail(failure: unknown): void {
    if (!this.#isUp) return;
    this.stop();
    this.#options.listener.stopped(failure);
  }

  #begin(what: Runnable<Types>, begin: (part: Part<unknown, Types>) => Started<unknown, PartEffect<Types>>): void {
    const parts = "parts" in what ? what.parts.filter(({ node }) => node === this.#options.node) : [what];
    this.#refuseTwice(parts);
    for (const { name, objects = [] } of parts) {
      if (objects.length > 0) throw new Error(`host: ${name} uses ${objects.join(", ")}, ${noObjects}`);
    }
    const begun = parts.map((part) => ({ part, started: begin(part) }));
    for (const { part, started } of begun) {
      const running = this.#add(part, started.state);
      this.#inTurn(() => running.carryOut(started.effects));
    }
  }

  #refuseTwice(parts: readonly Part<unknown, Types>[]): void {
    const names = new Set<string>();
    for (const { name } of parts) {
      if (this.#running.has(name) || names.has(name)) throw new Error(`host: two parts are named ${name}`);
      names.add(name);
    }
  }

  #recovered(part: Part<unknown, Types>): Started<unknown, PartEffect<Types>> {
    const record = this.#options.storage.read(part.name);
    return part.recover(record === undefined ? part.noRecord : record);
  }

  #add(part: Part<unknown, Types>, state: unknown): RunningPart<Types> {
    const running = new RunningPart(part, state, this.#around);
    this.#running.set(part.name, running);
    const others = this.#instances.get(part.instance);
    if (others === undefined) this.#instances.set(part.instance, [running]);
    else others.push(running);
    return running;
  }

  #known(part: string): RunningPart<Types> {
    const running = this.#running.get(part);
    if (running === undefined) throw unknownName("host", "part", part, this.#running.keys());
    return running;
  }

  /** Every part of the instance looks at the message, and those for which it is not refuse it. */
  #receive(message: unknown, instance: unknown): void {
    const addressed = this.#instances.get(instance) ?? this.#made(message, instance);
    for (const running of [...addressed]) running.give({ kind: "receive", message });
  }

  #made(message: unknown, instance: unknown): readonly RunningPart<Types>[] {
    const part = this.#options.partFor?.(message, instance);
    if (part === undefined) return [];
    this.#refuseTwice([part]);
    const { state, effects } = this.#recovered(part);
    const running = this.#add(part, state);
    running.carryOut(effects);
    return [running];
  }
}
