/**
 * The host: it runs the parts of one node over a storage, a network, a clock and chance. It knows nothing of protocols.
 * It finds the part to which a message or a request is addressed, and gives the part one event at a time.
 *
 * - The effects of a step are carried out in their order. The host does not wait for any of them to end.
 * - A step and its effects come to an end before the next step begins. If a port or the listener calls back in the
 *   meantime, the call waits its turn.
 * - A part hears `persisted` as soon as its storage answers, also while later writes are under way.
 * - A timer fires once, if it was not disarmed or armed anew in the meantime, whatever the clock does.
 * - If something fails that must not fail, such as a write, the host stops as in a crash. The application then makes
 *   another host, which recovers.
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
   * Called when a message comes for an instance of which the node has no part. If a role of that protocol can answer
   * without a record (both roles of two-phase commit can), return a part: the host recovers it, and gives it the
   * message. If you return `undefined`, the message is dropped.
   */
  readonly partFor?: (message: unknown, instance: unknown) => Part<unknown, Types> | undefined;
}

/** What a host can run: one part, or a system, of which it runs the parts of its own node. */
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
  /** The parts of each instance. A message names its instance. */
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
   * @throws Error if a part of the same name is running already, if the options of a part are not valid, or if a part
   * uses an object. In these cases none of the parts has begun.
   */
  start(what: Runnable<Types>): void {
    this.#begin(what, (part) => part.start());
  }

  /**
   * Starts the parts after a crash, from what is on disk.
   *
   * @throws Error as {@link start} does, or if a record cannot be read, or if the part cannot have written it.
   */
  recover(what: Runnable<Types>): void {
    this.#begin(what, (part) => this.#recovered(part));
  }

  /**
   * Asks the part for something that its environment may ask for.
   *
   * @param heard - called with the reason if the request was refused, and without an argument otherwise. It is called
   * before `ask` returns; but if the listener or a port calls `ask` during a step, the request waits its turn first.
   * @throws Error if no part of that name is running, or if parts of its role have no such request.
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

  /** Removes the part, which takes no more steps. Later messages for its instance go to `partFor`. */
  drop(part: string): void {
    const running = this.#known(part);
    const { instance } = running.part;
    running.end();
    this.#running.delete(part);
    const others = (this.#instances.get(instance) ?? []).filter((other) => other !== running);
    if (others.length === 0) this.#instances.delete(instance);
    else this.#instances.set(instance, others);
  }

  /** The node goes down. From now on the host ignores every call of its ports. */
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

  /** Every part of the instance is given the message. Those to which it is not addressed refuse it. */
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
