/**
 * States that were never reached, and look as if they could be: some reached state, in which a few pieces are those of
 * others. Of states that are merely of the right type almost none satisfies an invariant.
 *
 * @module
 */
import { ascending, type Pieces, type PieceTable, pathText, textOfPieces } from "./pieces.ts";

/** A number from 0 up to, but not including, `below`. */
type Random = (below: number) => number;

type Exchange = (state: Pieces, donor: Pieces, random: Random) => Pieces;

/** The most exchanges that make one state. */
const mostExchanges = 4;

/**
 * So many different states, none of them among those that were reached. The same seed gives the same states.
 *
 * @throws Error if there are not so many.
 */
export function buildStates(
  table: PieceTable,
  reached: readonly Pieces[],
  count: number,
  seed: number,
): readonly Pieces[] {
  const random = randomFrom(seed);
  const known = new Set(reached.map(textOfPieces));
  const exchanges = exchangesOf(table);
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[random(list.length)];
    if (picked === undefined) throw new Error("there is nothing to build a state from");
    return picked;
  };
  const built: Pieces[] = [];
  for (let tries = 0; built.length < count; tries++) {
    if (tries > 100 * count) throw new Error(`only ${built.length} states could be built`);
    let state = pick(reached);
    for (let rest = 1 + random(mostExchanges); rest > 0; rest--) state = pick(exchanges)(state, pick(reached), random);
    const text = textOfPieces(state);
    if (known.has(text)) continue;
    known.add(text);
    built.push(state);
  }
  return built;
}

/** What can be exchanged: one place, all places of a node, members of a set, or the whole of it. */
function exchangesOf(table: PieceTable): readonly Exchange[] {
  const { places, sets } = table;
  const paths = [...new Set(places.map(pathText))].map((path) =>
    places.flatMap((place, i) => (pathText(place) === path ? [i] : [])),
  );
  const onePlace: Exchange = (state, donor, random) => withPlaces(state, donor, [random(places.length)]);
  const oneNode: Exchange = (state, donor, random) => withPlaces(state, donor, paths[random(paths.length)] ?? []);
  const ofSets = sets.flatMap((variable, at): readonly Exchange[] => [
    (state, donor) => withSet(state, at, donor.sets[at] ?? []),
    (state, donor) => withSet(state, at, [...(state.sets[at] ?? []), ...(donor.sets[at] ?? [])]),
    (state, _, random) => withSet(state, at, without(state.sets[at] ?? [], random)),
    (state, _, random) => withSet(state, at, [...(state.sets[at] ?? []), random(table.valuesOf(variable).length)]),
  ]);
  return [onePlace, onePlace, oneNode, oneNode, ...ofSets];
}

function withPlaces(state: Pieces, donor: Pieces, places: readonly number[]): Pieces {
  return {
    ...state,
    values: state.values.map((value, i) => (places.includes(i) ? (donor.values[i] ?? value) : value)),
  };
}

function withSet(state: Pieces, at: number, members: readonly number[]): Pieces {
  return { ...state, sets: state.sets.map((set, i) => (i === at ? ascending(members) : set)) };
}

function without(members: readonly number[], random: Random): readonly number[] {
  const left = random(Math.max(1, members.length));
  return members.filter((_, i) => i !== left);
}

/** Mulberry32: small, and good enough to pick. */
function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
