/**
 * What must be seen to fail: every property that a passing model checks, and the models that make a mistake.
 *
 * @module
 */
import type { ModelRow } from "../check/manifest.ts";
import { modelFiles } from "../check/model-files.ts";
import { SetupError } from "../setup-error.ts";
import { extendedModules } from "../tlc/extended-modules.ts";
import type { Definition, SpecificationModule } from "../tlc/specification-module.ts";
import { withoutComments } from "../tlc/tla-text.ts";

/**
 * How a property is shown to be violated: a *state* predicate and an *action* `[][A]_v` are noted beside others;
 * *liveness* needs a model whose behaviours are fair; anything else, such as a refinement, has a run of its own.
 */
export type PropertyKind = "state" | "action" | "liveness" | "other";

export interface Property {
  readonly name: string;
  readonly kind: PropertyKind;
  /** The module that defines it. */
  readonly module: SpecificationModule;
  readonly definition: Definition;
  /** A model that passes and checks it. */
  readonly checkedBy: ModelRow;
  /** The behaviours of which it is checked: in some messages arrive, say, and in others leaders look whether they are heard. */
  readonly behaviours: readonly string[];
}

export interface Falsifiable {
  readonly specification: string;
  readonly protocol: string;
  readonly properties: readonly Property[];
  /** Models that take a guard or an assumption away. */
  readonly mistakes: readonly ModelRow[];
}

const isMistaken = /_(?:Bug|Needs|Blocking)(?:_|$)/;

/** For each specification that has a passing model, in the manifest's order. */
export function falsifiableIn(rows: readonly ModelRow[], specFolder: string): readonly Falsifiable[] {
  const passing = rows.filter(({ expected }) => expected.kind === "passes");
  return [...new Set(passing.map(({ specification }) => specification))].map((specification) => {
    const own = passing.filter((row) => row.specification === specification);
    const mistakes = rows.filter(
      ({ specification: of, name, expected }) =>
        of === specification && expected.kind === "violates" && isMistaken.test(name),
    );
    const [first] = own;
    return { specification, protocol: first?.protocol ?? "", properties: propertiesOf(own, specFolder), mistakes };
  });
}

function propertiesOf(rows: readonly ModelRow[], specFolder: string): readonly Property[] {
  const found = new Map<string, Property>();
  for (const row of rows) {
    const modules = extendedModules(row.module, modelFiles(row, specFolder).libraries);
    for (const [names, isState] of [
      [row.invariants, true],
      [row.properties, false],
    ] as const) {
      for (const name of names) {
        const module = modules.findLast(({ definitions }) => definitions.has(name));
        const definition = module?.definitions.get(name);
        if (module === undefined || definition === undefined) {
          throw new SetupError(`${row.name} (line ${row.line}) checks ${name}, which ${row.module} does not define`);
        }
        const kind = isState ? "state" : kindOf(definition.body);
        const { checkedBy = row, behaviours = [] } = found.get(name) ?? {};
        found.set(name, { name, kind, module, definition, checkedBy, behaviours: [...behaviours, behaviourOf(row)] });
      }
    }
  }
  return [...found.values()];
}

/** How the behaviours of a model are written. */
export function behaviourOf({ behaviour }: ModelRow): string {
  return JSON.stringify(behaviour);
}

function kindOf(body: string): PropertyKind {
  if (/<>|~>/.test(body)) return "liveness";
  return actionIn(body) === undefined ? "other" : "action";
}

/** `A` and `v` of `[][A]_v`, if that is all that the text says. */
function actionIn(body: string): { readonly action: string; readonly variables: string } | undefined {
  const match = /^\s*\[\]\[([\s\S]*)\]_(\w+|<<[^<>]*>>)\s*$/.exec(body);
  const [, action, variables] = match ?? [];
  if (action === undefined || variables === undefined || action.includes("[][")) return undefined;
  return { action, variables };
}

/**
 * The action of a property `[][A]_v` as a definition of that name, which holds where the step changes nothing of `v`.
 *
 * A list of conjuncts is told by its columns, so all of `A` stays in them.
 */
export function actionDefinition({ definition, module }: Property, name: string): string {
  const lines = withoutComments(module.text).split("\n");
  const text = lines.slice(definition.line - 1, definition.lastLine).join("\n");
  const body = text.replace(/^[^=]*==/, (head) => " ".repeat(head.length));
  const variables = actionIn(body)?.variables ?? "";
  // As wide as what it replaces, so that the columns stay.
  const inside = body.trimEnd().replace("[][", "  (").slice(0, -`]_${variables}`.length);
  return `${name} ==\n${inside})\n    \\/ UNCHANGED ${variables}`;
}
