/**
 * What TLC is told about a module: the values of its constants, the behaviours that are looked at, and what is checked
 * of them. It is data here, and becomes the text of a .cfg file where TLC, or an editor, asks for one.
 *
 * @module
 */
import { type Constants, constantLines } from "../engine/constants.ts";

/** A formula such as `Spec`, or the pair that it would be made of. */
export type Behaviour = { readonly specification: string } | { readonly init: string; readonly next: string };

/** The predicate with which behaviours begin, where it is named. */
export function beginningOf(behaviour: Behaviour | undefined): string | undefined {
  return behaviour !== undefined && "init" in behaviour ? behaviour.init : undefined;
}

/** The part of a configuration that a verdict depends on. */
export interface CheckedNames {
  readonly invariants: readonly string[];
  readonly properties: readonly string[];
}

export interface Configuration extends CheckedNames {
  readonly behaviour: Behaviour;
  readonly constants: Constants;
  /** Whether a state without successor is a violation. */
  readonly deadlock: boolean;
  /** A predicate of each step, which no model of the manifest has: it would leave states out. */
  readonly actionConstraint?: string;
}

/** A configuration that checks nothing. */
export function plainConfiguration(
  constants: Constants,
  behaviour: Behaviour = { specification: "Spec" },
): Configuration {
  return { behaviour, constants, invariants: [], properties: [], deadlock: false };
}

export function configurationText(configuration: Configuration): string {
  const { behaviour, constants, invariants, properties, deadlock, actionConstraint } = configuration;
  const lines = [
    ...("specification" in behaviour
      ? [`SPECIFICATION ${behaviour.specification}`]
      : [`INIT ${behaviour.init}`, `NEXT ${behaviour.next}`]),
    ...constantLines(constants),
    ...section("INVARIANTS", invariants),
    ...section("PROPERTIES", properties),
    ...(actionConstraint === undefined ? [] : [`ACTION_CONSTRAINT ${actionConstraint}`]),
    `CHECK_DEADLOCK ${deadlock ? "TRUE" : "FALSE"}`,
  ];
  return `${lines.join("\n")}\n`;
}

function section(keyword: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [keyword, ...names.map((name) => `  ${name}`)];
}
