/**
 * The switches of the mutants, as the instrumented sources know them.
 *
 * @module
 */

/** Ids of mutants, and how often their places were come to. */
type Visits = Readonly<Record<string, number>>;

interface Switches {
  activeMutant?: string;
  currentTestId?: string;
  mutantCoverage?: { readonly static: Visits; readonly perTest: Readonly<Record<string, Visits>> };
}

declare global {
  // Only `var` declares a property of the global object.
  var __stryker__: Switches | undefined;
}

/** The environment variable that switches a mutant on before anything is loaded. */
export const activeFromTheStart = "__STRYKER_ACTIVE_MUTANT__";

export function activate(mutant: string): void {
  switches().activeMutant = mutant;
}

/** From now on, the places that are come to are noted as those of this model. */
export function noteVisitsOf(model: string): void {
  switches().currentTestId = model;
}

/** Which mutants' places were come to while the sources were loaded, and which of the others in which models. */
export interface Visited {
  readonly loading: readonly string[];
  readonly models: Readonly<Record<string, readonly string[]>>;
}

export function visited(): Visited {
  const { static: loading, perTest } = switches().mutantCoverage ?? { static: {}, perTest: {} };
  const models = Object.entries(perTest).map(([model, visits]) => [model, Object.keys(visits)]);
  return { loading: Object.keys(loading), models: Object.fromEntries(models) };
}

function switches(): Switches {
  globalThis.__stryker__ ??= {};
  return globalThis.__stryker__;
}
