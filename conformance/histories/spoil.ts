/**
 * Histories with an answer that was not given: mostly they are not linearizable any more.
 *
 * @module
 */
import { isSameData } from "../../src/core/plain-data.ts";
import {
  type AnsweredCall,
  type Call,
  type History,
  isAnswered,
} from "../../src/linearizable-storage/histories/history.ts";
import { oneOf, type Random } from "../../src/shell/simulator/random.ts";

type Change = (answered: readonly AnsweredCall[], random: Random) => readonly [AnsweredCall, unknown][];

/** The history with some answers changed; the same object if there is nothing to change. */
export function spoiled(history: History, random: Random): History {
  const answered = history.filter(isAnswered).sort((one, other) => one.invoked - other.invoked);
  const changes = [swapped, taken, turned].flatMap((change) => {
    const changed = change(answered, random);
    return changed.length === 0 ? [] : [new Map<Call, unknown>(changed)];
  });
  if (changes.length === 0) return history;
  const outcomes = oneOf(random, changes);
  return history.map((call) =>
    isAnswered(call) && outcomes.has(call)
      ? { ...call, returned: { ...call.returned, outcome: outcomes.get(call) } }
      : call,
  );
}

/** Two that were not under way together have each other's answers. */
const swapped: Change = (answered, random) => {
  const pairs = answered.flatMap((one) =>
    answered
      .filter((other) => isLike(one, other) && one.returned.at < other.invoked)
      .map((other) => [one, other] as const),
  );
  if (pairs.length === 0) return [];
  const [one, other] = oneOf(random, pairs);
  return [
    [one, other.returned.outcome],
    [other, one.returned.outcome],
  ];
};

/** One has the answer of an older one: a read is stale, a number is given twice. */
const taken: Change = (answered, random) => {
  const pairs = answered.flatMap((older, i) =>
    answered.slice(i + 1).flatMap((newer) => (isLike(older, newer) ? [[newer, older.returned.outcome] as const] : [])),
  );
  return pairs.length === 0 ? [] : [[...oneOf(random, pairs)]];
};

/** What has failed was done, or the other way round. */
const turned: Change = (answered, random) => {
  const all = answered.flatMap((call) => {
    const { outcome } = call.returned;
    return typeof outcome === "boolean" ? [[call, !outcome] as const] : [];
  });
  return all.length === 0 ? [] : [[...oneOf(random, all)]];
};

/** Whether the same was asked of the same object, but for values, and the answers differ. */
function isLike(one: AnsweredCall, other: AnsweredCall): boolean {
  const isSame = (field: string): boolean =>
    Reflect.get(Object(one.operation), field) === Reflect.get(Object(other.operation), field);
  return isSame("kind") && isSame("key") && !isSameData(one.returned.outcome, other.returned.outcome);
}
