/**
 * The constants of a model, as its row of the manifest gives them values. The step functions are run with the same ones.
 *
 * @module
 */
import { SetupError } from "../setup-error.ts";
import { ownValue } from "./own-value.ts";

export interface Constants {
  /** `Participant = {p1, p2}` */
  readonly sets: Readonly<Record<string, readonly string[]>>;
  /** `Coordinator = c` */
  readonly values: Readonly<Record<string, string>>;
  /** `MayCrash <- OnlyTheFirst`: an operator of the specification, and the one that replaces it. */
  readonly overrides: Readonly<Record<string, string>>;
}

/** The set of that name. @throws SetupError if the configuration has none. */
export function setNamed(constants: Constants, name: string): readonly string[] {
  const set = ownValue(constants.sets, name);
  if (set === undefined) throw new SetupError(`the configuration has no set ${name}`);
  return set;
}

/** The model value of that name. @throws SetupError if the configuration has none. */
export function valueNamed(constants: Constants, name: string): string {
  const value = ownValue(constants.values, name);
  if (value === undefined) throw new SetupError(`the configuration has no value of ${name}`);
  return value;
}

/**
 * What replaces the operator, or `undefined` if nothing does.
 *
 * @param known - everything that may replace it, by its name in the configuration
 * @param file - where these are defined, for whoever adds one
 * @throws SetupError if the configuration replaces it by anything else.
 */
export function overrideOf<T>(
  { overrides }: Constants,
  operator: string,
  known: Readonly<Record<string, T>>,
  file: string,
): T | undefined {
  const name = ownValue(overrides, operator);
  if (name === undefined) return undefined;
  const override = ownValue(known, name);
  if (override === undefined) {
    throw new SetupError(`the harness does not know ${name}, which replaces ${operator}: define it in ${file}`);
  }
  return override;
}

/**
 * Without the bounds on the environment, which may then do anything: the bounds make TLC's behaviours. What is no bound is
 * an option.
 */
export function withoutBounds(constants: Constants): Constants {
  const options = Object.entries(constants.overrides).filter(([operator]) => !operator.startsWith("May"));
  return { ...constants, overrides: Object.fromEntries(options) };
}

/** The constants as a configuration for TLC has them, a line each. */
export function constantLines({ sets, values, overrides }: Constants): readonly string[] {
  const lines = [
    ...Object.entries(sets).map(([name, members]) => `  ${name} = {${members.join(", ")}}`),
    ...Object.entries(values).map(([name, value]) => `  ${name} = ${value}`),
    ...Object.entries(overrides).map(([name, by]) => `  ${name} <- ${by}`),
  ];
  return lines.length === 0 ? [] : ["CONSTANTS", ...lines];
}

/** The names that stand for themselves, and that a module which uses them has to declare: no constant has them. */
export function undeclaredNames({ sets, values }: Constants): readonly string[] {
  const names = new Set([...Object.values(values), ...Object.values(sets).flat()]);
  return [...names].filter((name) => !Object.hasOwn(values, name) && !/^\d+$/.test(name));
}
