/**
 * A machine on epoch broadcast, used under faults: schedules of them, and a run that goes through one. What clients ask and
 * what they are to be told is the machine's own.
 *
 * @module
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { nameOfIdentity } from "../../core/request-identity.ts";
import { type Stacking, stack } from "../../core/stack.ts";
import type { Request, System } from "../../core/system.ts";
import { epochBroadcast } from "../../total-order-broadcast/epoch-broadcast/system.ts";
import { seeded } from "./chance.ts";
import { InMemoryHost } from "./in-memory-host.ts";

export const nodes: readonly string[] = ["a", "b", "c"];
export const clients: readonly string[] = ["x", "y", "z"];

export type Move =
  | { readonly kind: "advance"; readonly choice: number; readonly luck: number }
  | { readonly kind: "ask"; readonly node: number; readonly client: number }
  | { readonly kind: "fire" | "cut" | "crash" | "restart"; readonly node: number; readonly which: number };

const fraction = fc.nat({ max: 999 }).map((thousandths) => thousandths / 1000);
const index = fc.nat({ max: 5 });
const someKind = fc.constantFrom("fire", "fire", "fire", "cut", "crash", "restart", "restart", "restart");
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("advance"), choice: fraction, luck: fraction }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("ask"), node: index, client: index }) },
  { weight: 1, arbitrary: fc.record({ kind: someKind, node: index, which: index }) },
);
export const schedules: fc.Arbitrary<Move[]> = fc.array(moves, { size: "max", minLength: 100, maxLength: 400 });

/** Each client goes on asking for one thing until it is told, and then asks for the next. */
export abstract class RunUnderFaults {
  readonly host: InMemoryHost;
  /** The number of what each client asks for. */
  readonly #asking = new Map(clients.map((client) => [client, 1]));
  /** For each thing how far anybody had been told when it was first asked for. */
  readonly #toldBefore = new Map<string, number>();
  #numbers: readonly number[] = [];

  constructor(upper: System, stacking: Stacking) {
    const random = (): number => {
      const [next = 0.5, ...later] = this.#numbers;
      this.#numbers = later;
      return next;
    };
    const chance = seeded(1);
    const timeOf = (_: string, timer: string): number => (timer === "log.suspect" ? 1 + 2 * chance() : 2);
    const system = stack(upper, epochBroadcast({ nodes }), stacking);
    this.host = new InMemoryHost(system, { random, lose: 0.1, duplicate: 0.1, timeOf });
  }

  /** The request for what the client asks by this number. */
  protected abstract requestOf(client: string, number: number): Request;
  /** How far anybody was told. */
  protected abstract told(): number;
  /** Hears what each node has told, and judges it. */
  protected abstract check(): void;

  make(move: Move): void {
    if (move.kind === "advance") {
      this.#numbers = [move.choice, move.luck];
      this.host.advance();
    } else if (move.kind === "ask") this.#ask(at(nodes, move.node), at(clients, move.client));
    else this.#strike(move.kind, at(nodes, move.node), move.which);
    this.check();
  }

  /** The faults end, and each client asks whoever leads until it is told. */
  heal(): void {
    this.host.heal();
    const last = clients.map((client) => this.#numberOf(client));
    for (let rounds = 0; clients.some((client, i) => this.#numberOf(client) === last[i]); rounds++) {
      assert.ok(rounds < 300, "somebody asks and asks, and is not told");
      for (const client of clients) for (const node of nodes) this.#ask(node, client);
      for (let i = 0; i < 20; i++) this.host.advance();
      this.check();
    }
  }

  /** How far anybody had been told when this was first asked for; nobody has asked for it: beyond everything. */
  protected toldBefore(client: string, number: number): number {
    return this.#toldBefore.get(nameOfIdentity({ client, number })) ?? Number.POSITIVE_INFINITY;
  }

  /** The client was told, and asks for the next. */
  protected answered(client: string, number: number): void {
    this.#asking.set(client, Math.max(this.#numberOf(client), number + 1));
  }

  #numberOf(client: string): number {
    return this.#asking.get(client) ?? 1;
  }

  #ask(node: string, client: string): void {
    const number = this.#numberOf(client);
    const name = nameOfIdentity({ client, number });
    if (!this.#toldBefore.has(name)) this.#toldBefore.set(name, this.told());
    this.host.request(node, this.requestOf(client, number));
  }

  #strike(kind: "fire" | "cut" | "crash" | "restart", node: string, which: number): void {
    const { timers } = this.host.situation(node);
    if (kind === "fire" && timers.length > 0) this.host.fire(node, at(timers, which));
    if (kind === "crash") this.host.crash(node, which);
    if (kind === "restart") this.host.restart(node);
    if (kind !== "cut") return;
    this.host.mendAll();
    const others = nodes.filter((other) => other !== node);
    if (which > 1) this.host.partition([node], others);
  }
}

export function at<Value>(all: readonly Value[], index: number): Value {
  const found = all[index % all.length];
  assert.ok(found !== undefined);
  return found;
}

/** Goes through a schedule, and heals. */
export function through<Run extends RunUnderFaults>(tried: Run, schedule: readonly Move[]): Run {
  for (const move of schedule) tried.make(move);
  tried.heal();
  return tried;
}

/** Of so many schedules one must find the mistake. */
export function isRejected(run: (schedule: readonly Move[]) => unknown, because: RegExp): void {
  const { failed, errorInstance } = fc.check(
    fc.property(schedules, (schedule) => {
      run(schedule);
    }),
    { numRuns: 500, seed: 1, endOnFailure: true },
  );
  assert.ok(failed, "no schedule found the mistake");
  assert.match(String(errorInstance), because);
}
