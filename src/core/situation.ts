/**
 * The situation of one part: the state of its role, and what its effects change around it: a disk, the armed timers and
 * a user. Everything here is done by the environment, and is the same for every protocol. What a protocol allows is
 * decided by its step alone.
 *
 * @module
 */
import { type Deliver, delivered, type Invoke, type Reply } from "./effect.ts";
import type { landings } from "./landing.ts";
import type { Refusal } from "./refusal.ts";
import type { Addressed, AnyEffect, CommonEvent, Part, Persisted, Request } from "./system.ts";

/** What a user of the part was told: the kind of effect, which says who hears the value, and the value. */
export interface Told {
  readonly by: "deliver" | "reply";
  readonly value: unknown;
}

/** One part, up or down. */
export interface Situation<Role = unknown, Durable = unknown> {
  /** The state of the role; `undefined` while its node is down. */
  readonly role: Role | undefined;
  /** The armed timers, sorted. */
  readonly timers: readonly string[];
  /** The record on disk. */
  readonly durable: Durable;
  /** Records on their way to disk, the oldest first. */
  readonly writing: readonly Durable[];
  /**
   * What the user has been told so far, without what a restart repeats, and then what clients were replied: there is no
   * order between what different people hear. No crash undoes it.
   */
  readonly told: readonly Told[];
  /** How many of the last that were delivered the node has still to deliver again, because it has restarted. */
  readonly repeating: number;
}

/** A situation after something happened, and what was sent by it. */
export interface Happening {
  readonly situation: Situation;
  /**
   * Messages for the network, which may lose any of them; no part notices that.
   *
   * @spec TwoPhaseCommit!Lose
   * @spec ReplicatedCommit!Lose
   * @spec EpochBroadcast!Lose
   * @spec EpochConsensus!Lose
   * @spec SequencedBroadcast!Lose
   */
  readonly sent: readonly Addressed[];
  /** What was invoked of objects. */
  readonly invoked: readonly Invoke[];
  /** Why the step refused, if it did. */
  readonly refusal?: Refusal;
}

/**
 * Whether the node of the part is up.
 *
 * @example
 * ```ts
 * import { begin, crash, isUp } from "quorate/core";
 * import { epochConsensus } from "quorate/epoch-consensus";
 *
 * for (const part of epochConsensus({ nodes: ["a"] }).parts) {
 *   const { situation } = begin(part);
 *   console.log(isUp(situation), isUp(crash(situation))); // true false
 * }
 * ```
 */
export function isUp(situation: Situation): boolean {
  return situation.role !== undefined;
}

/**
 * The first start of a part.
 *
 * @example
 * ```ts
 * import { begin, crash, give, landAll, restart } from "quorate/core";
 * import { twoPhaseCommit } from "quorate/two-phase-commit";
 *
 * const system = twoPhaseCommit({ transactions: ["order"], coordinator: "shop", participants: ["bank"] });
 * const bank = system.parts.find(({ node }) => node === "bank");
 * if (bank === undefined) throw new Error("the bank takes part");
 * const message = { kind: "prepare", transaction: "order", from: "shop", to: "bank" };
 * const { situation } = give(bank, begin(bank).situation, { kind: "receive", message });
 * console.log(situation.durable, situation.writing); // none [ 'prepared' ]
 * const lost = restart(bank, crash(situation));
 * const kept = restart(bank, crash(landAll(situation)));
 * console.log(lost.situation.told, kept.situation.timers); // [ { by: 'deliver', value: 'aborted' } ] [ 'askForOutcome' ]
 * ```
 */
export function begin(part: Part): Happening {
  const { state, effects } = part.start();
  return carryOut(
    part,
    { role: state, timers: [], durable: part.noRecord, writing: [], told: [], repeating: 0 },
    effects,
  );
}

/**
 * Gives the part an event. A part that is down hears nothing, and a timer that is not armed does not fire.
 *
 * @example
 * ```ts
 * import { begin, give } from "quorate/core";
 * import { epochConsensus } from "quorate/epoch-consensus";
 *
 * for (const part of epochConsensus({ nodes: ["a"] }).parts) {
 *   const { refusal } = give(part, begin(part).situation, { kind: "receive", message: "hello" });
 *   console.log(refusal?.because); // message: "hello" is no object with fields
 * }
 * ```
 */
export function give(part: Part, situation: Situation, event: CommonEvent | Request): Happening {
  if (!isUp(situation)) return { situation, ...nothing };
  const fired = event.kind === "timeout" && "timer" in event ? event.timer : undefined;
  if (fired !== undefined && !situation.timers.includes(fired)) return { situation, ...nothing };
  const timers = fired === undefined ? situation.timers : situation.timers.filter((timer) => timer !== fired);
  const result = part.step(situation.role, event);
  if (result.outcome !== "refused") return carryOut(part, { ...situation, role: result.state, timers }, result.effects);
  // Although the step was refused, the timer has fired.
  const unchanged = timers.length === situation.timers.length ? situation : { ...situation, timers };
  return { situation: unchanged, ...nothing, refusal: result.refusal };
}

const nothing = { sent: [], invoked: [] } as const;

/**
 * The oldest writes in flight become durable. The role learns of it by the event `persisted`, later.
 *
 * @param writes - how many: one, unless it is said otherwise
 * @spec TwoPhaseCommit!Land
 * @spec ReplicatedCommit!Land
 * @spec ThreePhaseCommit!Land
 * @spec EpochBroadcast!Land
 * @spec EpochConsensus!Land
 * @example
 * ```ts
 * import { begin, give, land } from "quorate/core";
 * import { twoPhaseCommit } from "quorate/two-phase-commit";
 *
 * const { parts } = twoPhaseCommit({ transactions: ["order"], coordinator: "shop", participants: ["bank"] });
 * const message = { kind: "prepare", transaction: "order", from: "shop", to: "bank" };
 * for (const bank of parts.filter(({ node }) => node === "bank")) {
 *   const { situation } = give(bank, begin(bank).situation, { kind: "receive", message });
 *   const landed = land(situation);
 *   console.log(situation.writing, landed.writing, landed.durable); // [ 'prepared' ] [] prepared
 * }
 * ```
 */
export function land(situation: Situation, writes = 1): Situation {
  const landed = situation.writing.slice(0, writes);
  if (landed.length === 0) return situation;
  return { ...situation, durable: landed.at(-1), writing: situation.writing.slice(landed.length) };
}

/**
 * All writes in flight become durable.
 *
 * @example
 * ```ts
 * import { begin, landAll } from "quorate/core";
 * import { epochConsensus } from "quorate/epoch-consensus";
 *
 * for (const part of epochConsensus({ nodes: ["a"] }).parts) {
 *   const { situation } = begin(part);
 *   console.log(landAll({ ...situation, writing: [1, 2, 3] }).durable); // 3
 * }
 * ```
 */
export function landAll(situation: Situation): Situation {
  return land(situation, situation.writing.length);
}

/**
 * The event that tells a role that all its writes are durable, if they are.
 *
 * @example
 * ```ts
 * import { begin, land, persisted } from "quorate/core";
 * import { epochConsensus } from "quorate/epoch-consensus";
 *
 * for (const part of epochConsensus({ nodes: ["a"] }).parts) {
 *   const writing = { ...begin(part).situation, writing: ["its record"] };
 *   console.log(persisted(writing), persisted(land(writing))); // undefined { kind: 'persisted', record: 'its record' }
 * }
 * ```
 */
export function persisted(situation: Situation): Persisted | undefined {
  return isUp(situation) && situation.writing.length === 0
    ? { kind: "persisted", record: situation.durable }
    : undefined;
}

/**
 * The node goes down: what is not durable is lost, and what the user was told is not.
 *
 * @param durable - what the disk then holds: one of the {@link landings}, or what it holds already
 * @spec TwoPhaseCommit!Crash
 * @spec ReplicatedCommit!Crash
 * @spec ThreePhaseCommit!Crash
 * @spec EpochBroadcast!Crash
 * @spec EpochConsensus!Crash
 * @spec ReplicatedCounter!Crash
 * @spec SequencedBroadcast!Crash
 * @spec BroadcastRegister!Crash
 * @spec RegisterConsensus!Crash
 * @spec LogConsensus!Crash
 * @spec CounterConsensus!Crash
 * @spec DecisionLog!Crash
 * @example
 * ```ts
 * import { begin, crash } from "quorate/core";
 * import { twoPhaseCommit } from "quorate/two-phase-commit";
 *
 * const { parts } = twoPhaseCommit({ transactions: ["order"], coordinator: "shop", participants: ["bank"] });
 * for (const part of parts.filter(({ node }) => node === "bank")) {
 *   const { situation } = begin(part);
 *   console.log(crash(situation).durable, crash(situation, "prepared").durable); // none prepared
 * }
 * ```
 */
export function crash(situation: Situation, durable: unknown = situation.durable): Situation {
  return { role: undefined, timers: [], durable, writing: [], told: situation.told, repeating: 0 };
}

/**
 * The node comes back, with nothing but its disk.
 *
 * @spec TwoPhaseCommit!Restart
 * @spec ReplicatedCommit!Restart
 * @spec ThreePhaseCommit!Restart
 * @spec EpochBroadcast!Restart
 * @spec EpochConsensus!Restart
 * @spec ReplicatedCounter!Restart
 * @spec SequencedBroadcast!Restart
 * @spec BroadcastRegister!Restart
 * @spec RegisterConsensus!Restart
 * @spec LogConsensus!Restart
 * @spec CounterConsensus!Restart
 * @spec DecisionLog!Restart
 * @example
 * ```ts
 * import { begin, crash, restart } from "quorate/core";
 * import { twoPhaseCommit } from "quorate/two-phase-commit";
 *
 * const { parts } = twoPhaseCommit({ transactions: ["order"], coordinator: "shop", participants: ["bank"] });
 * for (const part of parts.filter(({ node }) => node === "bank")) {
 *   const down = crash(begin(part).situation, "prepared");
 *   console.log(restart(part, down).situation.timers); // [ 'askForOutcome' ]
 * }
 * ```
 */
export function restart(part: Part, situation: Situation): Happening {
  const { state, effects } = part.recover(situation.durable);
  const { told } = situation;
  if (part.tellsFromTheStart === true) {
    const repeating = told.filter(({ by }) => by === "deliver").length;
    return carryOut(part, { ...situation, role: state, repeating }, effects);
  }
  const { situation: again, ...done } = carryOut(part, { ...situation, role: state, told: [] }, effects);
  return { situation: { ...again, told: toldAgain(told, again.told) }, ...done };
}

/** Carries out the effects of one step, in their order. */
function carryOut(part: Part, before: Situation, effects: readonly AnyEffect[]): Happening {
  let { timers, writing, told, repeating } = before;
  const sent: Addressed[] = [];
  const invoked: Invoke[] = [];
  for (const effect of effects) {
    switch (effect.kind) {
      case "persist":
        writing = [...writing, effect.record];
        break;
      case "send":
        sent.push(effect.message);
        break;
      case "invoke":
        invoked.push(effect);
        break;
      case "deliver":
      case "reply":
        for (const value of learnt(part, effect, told)) {
          ({ told, repeating } = tell({ told, repeating }, { by: effect.kind, value }));
        }
        break;
      case "setTimer":
        timers = [...timers.filter((timer) => timer !== effect.timer), effect.timer].sort();
        break;
      case "cancelTimer":
        timers = timers.filter((timer) => timer !== effect.timer);
        break;
    }
  }
  return { situation: { ...before, timers, writing, told, repeating }, sent, invoked };
}

function learnt(part: Part, telling: Deliver<unknown> | Reply<unknown>, told: readonly Told[]): readonly unknown[] {
  if (part.learns !== undefined) {
    return part.learns(
      telling,
      told.map(({ value }) => value),
    );
  }
  return telling.kind === "reply" ? [telling.value] : delivered(telling);
}

/** What is delivered again changes nothing, as long as it is the same. Replies to clients are not repeated. */
function tell(
  { told, repeating }: Pick<Situation, "told" | "repeating">,
  now: Told,
): Pick<Situation, "told" | "repeating"> {
  if (now.by === "reply") return { told: [...told, now], repeating };
  const deliveries = told.findLastIndex(({ by }) => by === "deliver") + 1;
  const before = told[deliveries - repeating];
  if (repeating > 0 && JSON.stringify(before) === JSON.stringify(now)) return { told, repeating: repeating - 1 };
  return { told: told.toSpliced(deliveries, 0, now), repeating: 0 };
}

/** After a restart, and only then, a user may be told once more what it was told last. */
function toldAgain(told: readonly Told[], again: readonly Told[]): readonly Told[] {
  const last = told.slice(told.length - again.length);
  return JSON.stringify(last) === JSON.stringify(again) ? told : [...told, ...again];
}
