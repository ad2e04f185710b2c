/** The fields of a manifest's row that become a configuration: what the constants are, and what is checked. */
import type { Behaviour } from "../tlc/configuration.ts";

export interface RowConfiguration {
  /** `Participant: ["p1", "p2"]` */
  readonly sets: Readonly<Record<string, readonly string[]>>;
  /** Constants that are neither a set nor a model value of their own name. */
  readonly values: Readonly<Record<string, string>>;
  /** `MayCrash: "OnlyTheFirst"`: an operator of the specification, and the one that replaces it. */
  readonly bounds: Readonly<Record<string, string>>;
  readonly behaviour: Behaviour;
  readonly invariants: readonly string[];
  readonly properties: readonly string[];
}

export const configurationFields = [
  "sets",
  "values",
  "bounds",
  "behaviour",
  "init",
  "next",
  "invariants",
  "properties",
] as const;

/** Lists of invariants or properties that many rows of one specification name, by specification and by name. */
export type Lists = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

export type Complain = (field: string, what: string) => void;

type Fields = Readonly<Record<string, unknown>>;

const nameOfTla = /^[A-Za-z]\w*$/;
/** What a set may contain, and what a constant may be: a model value, or a number. */
const value = /^(?:[A-Za-z]\w*|\d+)$/;
/** A list begins with a small letter; what a module defines to be checked begins with a capital one. */
const nameOfList = /^[a-z]\w*$/;

export function parseConfigurationFields(
  row: Fields,
  lists: ReadonlyMap<string, readonly string[]>,
  complain: Complain,
): RowConfiguration {
  return {
    sets: parseSets(row.sets, complain),
    values: parsePairs(row, "values", value, complain),
    bounds: parsePairs(row, "bounds", nameOfTla, complain),
    behaviour: parseBehaviour(row, complain),
    invariants: parseChecks(row, "invariants", lists, complain),
    properties: parseChecks(row, "properties", lists, complain),
  };
}

/** Reads the `lists` of a manifest, and says what is wrong with them. */
export function parseLists(given: unknown, complain: Complain): Lists {
  if (given === undefined) return new Map();
  if (!isRecord(given)) {
    complain("lists", 'must be an object such as { "Specification": { "safety": ["TypeOK"] } }');
    return new Map();
  }
  return new Map(
    Object.entries(given).map(([specification, byName]) => {
      const named = isRecord(byName) ? Object.entries(byName) : [];
      if (!isRecord(byName)) complain(`lists.${specification}`, 'must be an object such as { "safety": ["TypeOK"] }');
      return [
        specification,
        new Map(named.map(([name, list]) => [name, parseList(specification, name, list, complain)])),
      ];
    }),
  );
}

function parseList(specification: string, name: string, list: unknown, complain: Complain): readonly string[] {
  const field = `lists.${specification}.${name}`;
  if (!nameOfList.test(name)) complain(field, "must have a name that begins with a small letter");
  if (isListOf(list, /^[A-Z]\w*$/) && list.length > 0) return list;
  complain(field, "must be a list of names that a module defines and that begin with a capital letter");
  return [];
}

function parseSets(given: unknown, complain: Complain): RowConfiguration["sets"] {
  if (given === undefined) return {};
  if (!isRecord(given)) {
    complain("sets", 'must be an object such as { "Node": ["n1", "n2"] }');
    return {};
  }
  const sets = Object.entries(given).map(([name, members]) => {
    const texts = Array.isArray(members) ? members.map(asText) : [undefined];
    const known = texts.filter((text) => text !== undefined && value.test(text));
    if (!nameOfTla.test(name) || known.length < texts.length) {
      complain(`sets.${name}`, 'must be a list of names or whole numbers, such as ["n1", "n2"]');
    } else if (new Set(known).size < known.length) complain(`sets.${name}`, "names a member twice");
    return [name, known.flatMap((text) => text ?? [])] as const;
  });
  return Object.fromEntries(sets);
}

function parsePairs(
  row: Fields,
  field: "values" | "bounds",
  pattern: RegExp,
  complain: Complain,
): Readonly<Record<string, string>> {
  const given = row[field];
  if (given === undefined) return {};
  const entries = isRecord(given) ? Object.entries(given).map(([name, text]) => [name, asText(text)] as const) : [];
  const good = entries.filter(([name, text]) => nameOfTla.test(name) && text !== undefined && pattern.test(text));
  if (!isRecord(given) || good.length < entries.length) {
    const example = field === "values" ? '{ "Coordinator": "c" }' : '{ "MayCrash": "OnlyTheFirst" }';
    complain(field, `must be an object of names such as ${example}`);
  }
  for (const [name, text] of good) {
    if (field === "values" && name === text) {
      complain(`values.${name}`, "must not be given: a constant without a value is a model value of its own name");
    }
  }
  return Object.fromEntries(good.map(([name, text]) => [name, text ?? ""]));
}

function parseBehaviour({ behaviour, init, next }: Fields, complain: Complain): Behaviour {
  if (init !== undefined || next !== undefined) {
    if (isName(init) && isName(next) && behaviour === undefined) return { init, next };
    complain("init and next", "must be two names, and stand instead of behaviour");
  } else if (behaviour !== undefined) {
    if (isName(behaviour)) return { specification: behaviour };
    complain("behaviour", 'must be the name of a formula; without it, the formula is "Spec"');
  }
  return { specification: "Spec" };
}

function parseChecks(
  row: Fields,
  field: "invariants" | "properties",
  lists: ReadonlyMap<string, readonly string[]>,
  complain: Complain,
): readonly string[] {
  const given = row[field];
  if (given === undefined) return [];
  if (!isListOf(given, nameOfTla)) {
    complain(field, 'must be a list such as ["TypeOK", "Agreement"]');
    return [];
  }
  const names = given.flatMap((name) => {
    if (!nameOfList.test(name)) return [name];
    const list = lists.get(name);
    if (list === undefined) {
      complain(field, `names ${name}, which the manifest's lists do not have for ${String(row.specification)}`);
    }
    return list ?? [];
  });
  const twice = names.filter((name, at) => names.indexOf(name) < at);
  if (twice.length > 0) complain(field, `has ${twice.join(", ")} twice`);
  return names;
}

function asText(given: unknown): string | undefined {
  if (typeof given === "number" && Number.isSafeInteger(given) && given >= 0) return String(given);
  return typeof given === "string" ? given : undefined;
}

function isName(given: unknown): given is string {
  return typeof given === "string" && nameOfTla.test(given);
}

function isListOf(given: unknown, pattern: RegExp): given is readonly string[] {
  return Array.isArray(given) && given.every((name) => typeof name === "string" && pattern.test(name));
}

export function isRecord(given: unknown): given is Fields {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}
