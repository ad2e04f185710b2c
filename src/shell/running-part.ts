/**
 * A part that is up: its state, and the loop that gives it one event at a time and carries out what its step asks for.
 *
 * @module
 */
import { type Deliver, delivered, type Reply } from "../core/effect.ts";
import type { Refusal } from "../core/refusal.ts";
import type { StepResult } from "../core/step.ts";
import type { CommonEvent, Part, PartEffect, PartTypes } from "../core/system.ts";
import type { Ports } from "./ports.ts";

/** What can be given to a part. */
export type PartEvent<Types extends PartTypes> = CommonEvent | Types["request"];

/** The application of a node. */
export interface Listener<Types extends PartTypes = PartTypes> {
  /**
   * The part tells its user a value; values come in order. After a restart it may tell values again: a replica
   * (`tellsFromTheStart`) tells all of them, from the first on, and other parts tell their last one.
   */
  told(part: string, value: Types["told"], by: "deliver" | "reply"): void;
  /** The host has stopped because of this failure. To go on, make another host. */
  stopped(failure: unknown): void;
  /** For logs and figures: a step was taken, and its effects are carried out next. Refused steps are told as well. */
  stepped?(part: string, event: PartEvent<Types>, result: StepResult<unknown, PartEffect<Types>>): void;
}

/** The host around a part. */
export interface Surroundings<Types extends PartTypes> {
  readonly ports: Ports<Types["record"]>;
  readonly listener: Listener<Types>;
  /** Does the job at once or, if another job is being done, after that one. */
  readonly inTurn: (job: () => void) => void;
  /** Stops the host. */
  readonly fail: (failure: unknown) => void;
}

/** What a host says of a part that uses objects. */
export const noObjects = "and no host has objects: let a protocol stand in its place (`stack` of quorate/core)";

export class RunningPart<Types extends PartTypes> {
  readonly part: Part<unknown, Types>;
  readonly #around: Surroundings<Types>;
  #state: unknown;
  #isOver = false;
  /** What each armed timer rings. */
  readonly #rings = new Map<string, () => void>();
  /** How many records were given to the storage, and for how many of them it has answered. */
  #writes = 0;
  #answered = 0;

  constructor(part: Part<unknown, Types>, state: unknown, around: Surroundings<Types>) {
    this.part = part;
    this.#state = state;
    this.#around = around;
  }

  get state(): unknown {
    return this.#state;
  }

  /** Takes one step. @returns why the step refused, if it did */
  give(event: PartEvent<Types>): Refusal | undefined {
    if (this.#isOver) return { kind: "untimely", because: "the part was dropped" };
    const result = this.part.step(this.#state, event);
    this.#state = result.state;
    this.#around.listener.stepped?.(this.part.name, event, result);
    this.carryOut(result.effects);
    return result.outcome === "refused" ? result.refusal : undefined;
  }

  /** Carries out the effects in their order, and waits for none. */
  carryOut(effects: readonly PartEffect<Types>[]): void {
    const { name, instance } = this.part;
    const { network, clock } = this.#around.ports;
    for (const effect of effects) {
      if (this.#isOver) return;
      switch (effect.kind) {
        case "persist":
          this.#write(effect.record);
          break;
        case "send":
          network.send(effect.message, instance);
          break;
        case "invoke":
          throw new Error(`host: ${name} invokes ${effect.object}, ${noObjects}`);
        case "deliver":
        case "reply":
          for (const value of valuesOf(this.part, effect)) this.#around.listener.told(name, value, effect.kind);
          break;
        case "setTimer":
          this.#arm(effect.timer);
          break;
        case "cancelTimer":
          this.#rings.delete(effect.timer);
          clock.disarm(name, effect.timer);
          break;
      }
    }
  }

  /** Nothing reaches the part any more. */
  end(): void {
    this.#isOver = true;
    for (const timer of this.#rings.keys()) this.#around.ports.clock.disarm(this.part.name, timer);
  }

  /** An answer counts for all writes before it, too. So an answer that comes late, or twice, is ignored. */
  #write(record: Types["record"]): void {
    this.#writes++;
    const number = this.#writes;
    this.#around.ports.storage.write(this.part.name, record, (failure) => {
      if (failure !== undefined) this.#around.fail(failure);
      this.#around.inTurn(() => {
        if (number <= this.#answered) return;
        this.#answered = number;
        this.give({ kind: "persisted", record });
      });
    });
  }

  /** If the timer is disarmed, or armed anew, before its clock rings, that ring is ignored. */
  #arm(timer: string): void {
    const { name } = this.part;
    const { clock, chance } = this.#around.ports;
    const ring = (): void =>
      this.#around.inTurn(() => {
        if (this.#rings.get(timer) !== ring) return;
        this.#rings.delete(timer);
        this.give({ kind: "timeout", timer });
      });
    this.#rings.set(timer, ring);
    clock.arm(name, timer, chance.timeOf(name, timer), ring);
  }
}

/** The values that an effect tells. Of a delivery, these are the values that the user of the part learns from it. */
function valuesOf<Types extends PartTypes>(
  part: Part<unknown, Types>,
  effect: Deliver<Types["told"]> | Reply<Types["told"]>,
): readonly Types["told"][] {
  if (effect.kind === "reply") return [effect.value];
  return part.learns?.(effect) ?? delivered(effect);
}
