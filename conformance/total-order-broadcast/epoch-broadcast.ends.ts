/**
 * How a behaviour of epoch broadcast ends, for counting: a suite whose leaders never decide anything shows little.
 *
 * @module
 */
import { slice } from "../../src/core/sequence.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";

export const ends = [
  "delivered everywhere",
  "delivered in several epochs",
  "delivered after a restart",
  "with a tail replaced",
  "with a position told",
] as const;

type Situations = readonly Situation[];

export function endsOf(walker: Walker, path: readonly PathStep[]): readonly string[] {
  const all = path.map(({ state }) => situationsIn(walker, state));
  const states = all.map((situations) => situations.map(withDeliveries));
  const found: Readonly<Record<(typeof ends)[number], boolean>> = {
    "delivered everywhere": states.at(-1)?.every(({ told }) => told.length > 0) ?? false,
    "delivered in several epochs": new Set(states.flatMap((now, i) => newlyTellingEpochs(states[i - 1], now))).size > 1,
    "delivered after a restart": states.some(
      (now, i) =>
        path.slice(0, i).some(({ action }) => action === "Restart") &&
        newlyTellingEpochs(states[i - 1], now).length > 0,
    ),
    "with a tail replaced": states.some((now, i) => replacesTail(states[i - 1], now)),
    "with a position told": all.at(-1)?.some(({ told }) => told.some(({ by }) => by === "reply")) ?? false,
  };
  return ends.filter((end) => found[end]);
}

function situationsIn(walker: Walker, state: Uint32Array): Situations {
  return walker.system.parts.map((_, slot) => walker.situation(state, slot));
}

/** Without what was replied: positions. */
function withDeliveries(situation: Situation): Situation {
  return { ...situation, told: situation.told.filter(({ by }) => by === "deliver") };
}

/** The epochs of the nodes that have told their users something by the last step. */
function newlyTellingEpochs(before: Situations | undefined, now: Situations): readonly number[] {
  return now.flatMap(({ told, role }, i) =>
    told.length > (before?.[i]?.told.length ?? 0) ? [stateOf(role)?.epoch ?? 0] : [],
  );
}

/** Whether a node has dropped entries from its log. Logs that have the same epochs are the same. */
function replacesTail(before: Situations | undefined, now: Situations): boolean {
  return now.some(({ role }, i) => {
    const old = epochsOf(before?.[i]?.role);
    const epochs = epochsOf(role);
    return epochs !== undefined && (old ?? []).some((epoch, at) => epochs[at] !== epoch);
  });
}

function epochsOf(role: unknown): readonly number[] | undefined {
  const log = stateOf(role)?.log;
  return log && slice(log.entries, 0).map(({ epoch }) => epoch);
}

/** A node that is down has none. */
function stateOf(role: unknown): NodeState | undefined {
  return role === undefined ? undefined : Object(role);
}
