/**
 * States as a TLA+ module that extends the unmodified specification: it begins in those of them that satisfy what is
 * wanted, and takes one step.
 *
 * @module
 */
import { type TlaValue, textOf } from "../engine/tla-value.ts";
import type { Pieces, PieceTable, Place } from "./pieces.ts";

export interface BuiltModule {
  readonly name: string;
  /** The module that gives the constants their names. */
  readonly extended: string;
  /** Names that stand for themselves, and that the module does not declare. */
  readonly modelValues: readonly string[];
  /** The formula of a step. */
  readonly next: string;
  readonly table: PieceTable;
  readonly states: readonly Pieces[];
  /** What holds at first. */
  readonly held: readonly string[];
  /** Further lines of the module. */
  readonly definitions: readonly string[];
}

export function builtModuleText(module: BuiltModule): string {
  const { name, extended, modelValues, next, table, states, held, definitions } = module;
  const { places, sets } = table;
  return [
    `---- MODULE ${name} ----`,
    `EXTENDS ${extended}, Naturals, Sequences, TLC`,
    ...(modelValues.length === 0 ? [] : [`CONSTANTS ${modelValues.join(", ")}`]),
    "VARIABLE built",
    "",
    ...table.variables.map(
      (variable) => `${tableOf(variable)} == <<${table.valuesOf(variable).map(textOf).join(",\n")}>>`,
    ),
    "",
    "BuiltStates == <<",
    states.map(stateText).join(",\n"),
    ">>",
    "",
    "BuiltInit ==",
    "  \\E i \\in 1..Len(BuiltStates) :",
    "    LET b == BuiltStates[i] IN",
    "    /\\ built = i",
    ...[...new Set(places.map(({ variable }) => variable))].map(
      (variable) =>
        `    /\\ ${variable} = ${placed(places, variable, [], (at) => `${tableOf(variable)}[b[${at + 1}]]`)}`,
    ),
    ...sets.map(
      (variable, at) => `    /\\ ${variable} = {${tableOf(variable)}[j] : j \\in b[${places.length + at + 1}]}`,
    ),
    // As a value: TLC would take each disjunct of a formula for another way to begin.
    `    /\\ (${["TRUE", ...held].join(" /\\ ")}) = TRUE`,
    "",
    `BuiltNext == TLCGet("level") = 1 /\\ ${next} /\\ UNCHANGED built`,
    "",
    ...definitions,
    "====",
    "",
  ].join("\n");
}

function tableOf(variable: string): string {
  return `Table_${variable}`;
}

/** TLA+ counts from 1. */
function stateText({ values, sets }: Pieces): string {
  const members = sets.map((set) => `{${set.map((member) => member + 1).join(",")}}`);
  return `<<${[...values.map((value) => value + 1), ...members].join(",")}>>`;
}

/**
 * The value of a variable below some arguments, as nested functions.
 *
 * @param valueAt - the text of the value at a place, by its number
 */
export function placed(
  places: readonly Place[],
  variable: string,
  path: readonly TlaValue[],
  valueAt: (place: number) => string,
): string {
  const start = path.map(textOf);
  const below = places.flatMap((place, at) => {
    const isBelow = place.variable === variable && start.every((text, i) => textAt(place, i) === text);
    return isBelow ? [{ place, at }] : [];
  });
  const [first] = below;
  if (first !== undefined && first.place.path.length === path.length) return valueAt(first.at);
  const next = new Map(
    below.flatMap(({ place }) => place.path.slice(path.length, path.length + 1).map((value) => [textOf(value), value])),
  );
  const maplets = [...next].map(([text, value]) => `${text} :> ${placed(places, variable, [...path, value], valueAt)}`);
  return `(${maplets.join(" @@ ")})`;
}

function textAt({ path }: Place, at: number): string | undefined {
  const argument = path[at];
  return argument === undefined ? undefined : textOf(argument);
}

/** A state as conjuncts of a formula, one for each variable. */
export function conjunctsOfState(table: PieceTable, { values, sets }: Pieces): readonly string[] {
  const textIn = (variable: string, number: number | undefined): string => {
    const value = table.valuesOf(variable)[number ?? -1];
    if (value === undefined) throw new Error(`${variable} has no such value`);
    return textOf(value);
  };
  return table.variables.map((variable) => {
    const at = table.sets.indexOf(variable);
    if (at < 0) return `/\\ ${variable} = ${placed(table.places, variable, [], (i) => textIn(variable, values[i]))}`;
    const members = (sets[at] ?? []).map((member) => textIn(variable, member)).sort();
    return `/\\ ${variable} = {${members.join(", ")}}`;
  });
}
