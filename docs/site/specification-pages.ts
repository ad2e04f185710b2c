/** A page for each module, whole, and below each module of models its configurations. */
import { join } from "node:path";
import { expectedVerdict, type ModelRow } from "../../conformance/check/manifest.ts";
import { configurationOf } from "../../conformance/check/model-configuration.ts";
import { partsOf, protocolModule } from "../../conformance/definitions/specifications.ts";
import { configurationText } from "../../conformance/tlc/configuration.ts";
import type { Definition, SpecificationModule } from "../../conformance/tlc/specification-module.ts";
import { namesIn } from "../../conformance/tlc/tla-text.ts";
import { linkToClaim } from "./claim-link.ts";
import { essayOf } from "./essay.ts";
import { codeLink, fenced, type Page } from "./page.ts";
import type { Project } from "./project.ts";

export function specificationPages(project: Project): readonly Page[] {
  const checked = new Set(project.models.flatMap(({ invariants, properties }) => [...invariants, ...properties]));
  return [...project.specifications.values()].map((module) => {
    const below = [...partModulesOf(project, module), ...modelModulesOf(project, module)];
    const models = project.models.filter((row) => row.module === module.name);
    return {
      path: module.path,
      title: module.name,
      group: "Specifications",
      children: below.map(({ path }) => path),
      markdown: [
        ...introduction(project, module),
        ...contentsOf(project, module, checked),
        essayOf(module, project.claims),
        ...models.map((row) => modelSection(project, row)),
      ].join("\n\n"),
    };
  });
}

/** The modules that only bound another one stand below it, also what they have in common in a module without models. */
function modelModulesOf(project: Project, module: SpecificationModule): readonly SpecificationModule[] {
  const own = new Set(project.models.flatMap((row) => (row.specification === module.name ? [row.module] : [])));
  const common = [...own].flatMap((name) =>
    (project.specifications.get(name)?.extends ?? []).filter(
      (extended) => !project.models.some((row) => row.module === extended),
    ),
  );
  const names = new Set([...own, ...common]);
  return [...project.specifications.values()].filter(
    (other) =>
      names.has(other.name) &&
      other.name.startsWith("MC") &&
      other.path.split("/").length > module.path.split("/").length,
  );
}

/** The modules that make one protocol of it: its election, its invariants, what it refines. Models are no such parts. */
function partModulesOf(project: Project, module: SpecificationModule): readonly SpecificationModule[] {
  if (module.name.startsWith("MC")) return [];
  const [, ...parts] = partsOf(project.specifications, module.name);
  return parts.flatMap((name) => project.specifications.get(name) ?? []);
}

function introduction(project: Project, module: SpecificationModule): readonly string[] {
  const protocol = protocolModule(project.specifications, module.name);
  const implementing = new Set(
    project.implementations.flatMap(({ reference, path }) => {
      const [implemented, name = ""] = reference.split("!");
      return implemented === protocol && module.definitions.has(name) ? [path] : [];
    }),
  );
  const parts = partModulesOf(project, module).map(({ name, path }) => codeLink(name, path));
  const extended = module.extends.flatMap((name) => {
    const other = project.specifications.get(name);
    return other === undefined ? [] : [codeLink(name, other.path)];
  });
  return [
    `The file is \`${module.path}\`. Every name leads to its definition.`,
    ...(extended.length === 0 ? [] : [`It extends ${extended.join(", ")}.`]),
    ...(parts.length === 0 ? [] : [`More of it is in ${parts.join(", ")}.`]),
    ...(implementing.size === 0
      ? []
      : [
          `It is implemented by ${[...implementing].map((path) => codeLink(path, path)).join(", ")}; an arrow behind a definition leads to its function.`,
        ]),
  ];
}

/**
 * Where to find what: by what it is, in the order of the module.
 *
 * @param checked - the properties that some model checks
 */
function contentsOf(project: Project, module: SpecificationModule, checked: ReadonlySet<string>): readonly string[] {
  const steps = stepsOf(project, module);
  const kinds = new Map<string, string[]>();
  for (const definition of module.definitions.values()) {
    const kind = checked.has(definition.name) ? "Properties" : kindOf(definition, steps);
    kinds.set(kind, [...(kinds.get(kind) ?? []), codeLink(definition.name, module.path, definition.name)]);
  }
  const order = ["Constants", "Variables", "Terms and guards", "Steps", "Properties"];
  const lines = order.flatMap((kind) => {
    const names = kinds.get(kind);
    return names === undefined ? [] : [`- *${kind}*: ${names.join(", ")}`];
  });
  return lines.length === 0 ? [] : [lines.join("\n")];
}

function kindOf({ kind, name }: Definition, steps: ReadonlySet<string>): string {
  if (kind === "constant") return "Constants";
  if (kind === "variable") return "Variables";
  return steps.has(name) ? "Steps" : "Terms and guards";
}

/** What a behaviour is made of: what `Next` names, or one of the definitions that only gather steps, such as `NodeStep`. */
function stepsOf({ specifications }: Project, module: SpecificationModule): ReadonlySet<string> {
  const modules = partsOf(specifications, protocolModule(specifications, module.name));
  const gathering = [module.name, ...modules].flatMap((name) =>
    [...(specifications.get(name)?.definitions.values() ?? [])].filter((definition) =>
      /^Next$|Steps?$/.test(definition.name),
    ),
  );
  return new Set(["Next", ...gathering.flatMap(({ body }) => namesIn(body))]);
}

function claimsOf(project: Project, { claims }: ModelRow): string {
  return claims.length === 0 ? "" : `Claims: ${claims.map((claim) => linkToClaim(project, claim)).join("; ")}. `;
}

function modelSection(project: Project, row: ModelRow): string {
  const text = configurationText(configurationOf(row, join(project.folder, "spec")));
  return [
    `## ${row.name}`,
    `${row.shows} Expected: ${expectedVerdict(row.expected)}. ${claimsOf(project, row)}[Result](page:docs/results.md#${row.name})`,
    fenced("tla", ["configuration"], text),
  ].join("\n\n");
}
