/**
 * The properties of a specification, looked at in a run.
 *
 * @module
 */

import type { Situation, Told } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import type { Run } from "../../src/shell/simulator/scenario.ts";
import type { Properties } from "../engine/properties.ts";

/** Something that looks at all parts, and says what is violated. */
export interface PropertyWatch {
  /** @param asked - what was asked until now, each only once */
  check(asked: readonly NonNullable<unknown>[]): void;
  /** What the user of the part has learnt from what it was told. */
  learntBy(part: string): readonly unknown[];
}

/** A part, and what was seen of it last. */
interface Seen {
  readonly part: Part;
  situation: Situation | undefined;
  /** How much its user was told, and what it has learnt from it. */
  heard: number;
  learnt: readonly Told[];
  fact: unknown;
}

export function watchProperties(run: Run, parts: readonly Part[], properties: Properties): PropertyWatch {
  // One array for the same set, as properties expect it.
  let askedThen: readonly NonNullable<unknown>[] = [];
  const seen: Seen[] = parts.map((part) => ({ part, situation: undefined, heard: 0, learnt: [], fact: undefined }));
  return {
    check(asked) {
      for (const one of seen) look(one, run.situation(one.part.name), properties);
      const facts = seen.map(({ fact }) => fact);
      if (askedThen.length !== asked.length) askedThen = [...asked];
      const property = properties.violated(facts, askedThen);
      if (property !== undefined) run.violated(property, `in the state at ${Math.round(run.now())} ms`);
    },
    learntBy(part) {
      const one = seen.find((each) => each.part.name === part);
      if (one === undefined) return [];
      look(one, run.situation(part), properties);
      return one.learnt;
    },
  };
}

function look(seen: Seen, situation: Situation, properties: Properties): void {
  if (seen.situation !== undefined && isSame(seen.situation, situation)) return;
  const news = situation.told.slice(seen.heard);
  seen.heard = situation.told.length;
  for (const told of news) seen.learnt = [...seen.learnt, ...learntFrom(seen, told)];
  seen.situation = situation;
  seen.fact = properties.factOf(seen.part, { ...situation, told: seen.learnt });
}

/** A user learns what it is delivered, and of replies what its part says. */
function learntFrom({ part, learnt }: Seen, told: Told): readonly Told[] {
  const known = learnt.map(({ value }) => value);
  const values =
    told.by === "reply" && part.learns !== undefined
      ? part.learns({ kind: "reply", value: told.value }, known)
      : [told.value];
  // One that has restarted may tell its last words again, and may have answered its user in the meantime.
  const news = part.tellsFromTheStart === true ? values : values.filter((value) => value !== known.at(-1));
  return news.map((value) => ({ by: told.by, value }));
}

function isSame(one: Situation, other: Situation): boolean {
  return (
    one.role === other.role &&
    one.durable === other.durable &&
    one.told.length === other.told.length &&
    one.writing.length === other.writing.length
  );
}
