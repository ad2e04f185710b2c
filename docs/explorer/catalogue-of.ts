/** What the page is told of the protocols, from the manifest, the specifications and the sources. */
import { join } from "node:path";
import type { ModelRow } from "../../conformance/check/manifest.ts";
import { constantsOf } from "../../conformance/check/model-configuration.ts";
import { findDefinition, linesOfDefinition } from "../../conformance/definitions/specifications.ts";
import type { Constants } from "../../conformance/engine/constants.ts";
import type { Twin } from "../../conformance/engine/protocol.ts";
import { SetupError } from "../../conformance/setup-error.ts";
import type { Project } from "../site/project.ts";
import { actionsOf } from "../walk/protocol-actions.ts";
import { beginningNameOf } from "./beginnings.ts";
import type {
  ActionLinks,
  Catalogue,
  ModelEntry,
  PathEntry,
  PropertyEntry,
  ProtocolEntry,
  TwinEntry,
} from "./catalogue.ts";
import { counterexamplesOf, type LeftOut, runsOf } from "./found-paths.ts";
import { type Stage, stages } from "./stages.ts";
import { worldWith } from "./world.ts";

/** The address of a page of the site, by the path of what it shows, as seen from the explorer page. */
export type AddressOf = (path: string, anchor?: string) => string;

/** The protocols, without what only the finished site knows: where its pages are. */
export interface Played {
  readonly stage: Stage;
  readonly models: readonly ModelEntry[];
  readonly twins: readonly TwinEntry[];
  readonly paths: readonly PathEntry[];
  readonly leftOut: readonly LeftOut[];
}

export function playedIn(project: Project): readonly Played[] {
  return stages.map((stage) => {
    const models = modelsOf(project, stage);
    const twins = twinsOf(project, stage, models);
    const { paths, leftOut } = counterexamplesOf(project, stage, models, twins);
    return { stage, models, twins, paths: [...runsOf(stage), ...paths], leftOut };
  });
}

/** @param graphs - the models whose graphs of TLC the page can show, and how many states they have */
export function catalogueOf(
  project: Project,
  played: readonly Played[],
  addressOf: AddressOf,
  graphs: ReadonlyMap<string, number>,
): Catalogue {
  return {
    home: addressOf("docs/README.md"),
    protocols: played.map(({ stage, models, twins, paths }) => ({
      ...namesOf(stage),
      models: models.map((model) => withStates(model, graphs.get(model.name))),
      twins,
      actions: actionLinksOf(project, stage, addressOf),
      properties: propertiesOf(project, stage, addressOf),
      paths,
    })),
  };
}

function withStates(model: ModelEntry, states: number | undefined): ModelEntry {
  return states === undefined ? model : { ...model, states };
}

function namesOf({ title, protocol }: Stage): Pick<ProtocolEntry, "name" | "title" | "specification"> {
  return { name: protocol.name, title, specification: protocol.mapping.specification };
}

/** The compared models, bounded as they are; and of those that must fail, their nodes. */
export function modelsOf(project: Project, stage: Stage): readonly ModelEntry[] {
  const { specification } = stage.protocol.mapping;
  const own = project.models.filter((row) => row.specification === specification);
  return own.flatMap((row): readonly ModelEntry[] => {
    const { name, shows } = row;
    const constants = constantsOf(row, join(project.folder, "spec"));
    if (row.graph) return [{ name, shows, constants, isBounded: true }];
    if (row.expected.kind !== "violates") return [];
    const twin = stage.protocol.twins.find((one) => one.name === name);
    const accepted = acceptedBy(stage, constants, twin);
    if (accepted === undefined) return [];
    const begins = beginningNameOf(row.behaviour, constants);
    return [{ name, shows, constants: accepted, isBounded: false, ...(begins === undefined ? {} : { begins }) }];
  });
}

/**
 * The constants without what bounds the environment, of which nothing is left, and without what makes the mistake in the
 * specification, where the twin makes it itself. Nothing if there is no such system.
 */
function acceptedBy(stage: Stage, constants: Constants, twin: Twin | undefined): Constants | undefined {
  /** What the harness does not know, or what no cluster may be: then the page does without it. */
  const whyNot = (overrides: Constants["overrides"]): "unknown" | "refused" | undefined => {
    try {
      worldWith(stage, { ...constants, overrides }, false, twin?.name);
      return undefined;
    } catch (error) {
      return error instanceof SetupError ? "unknown" : "refused";
    }
  };
  const those = (isMeant: (why: ReturnType<typeof whyNot>) => boolean): Constants["overrides"] =>
    Object.fromEntries(Object.entries(constants.overrides).filter(([name, by]) => isMeant(whyNot({ [name]: by }))));
  // Two kinds of quorums may meet each other, and not those that are usual.
  const known = those((why) => why !== "unknown");
  const overrides = whyNot(known) === undefined ? known : those((why) => why === undefined);
  return whyNot(overrides) === undefined ? { ...constants, overrides } : undefined;
}

function twinsOf(project: Project, { protocol }: Stage, models: readonly ModelEntry[]): readonly TwinEntry[] {
  return protocol.twins.flatMap(({ name, against }): readonly TwinEntry[] => {
    const row = rowNamed(project, name);
    const model = [name, against].find((candidate) => models.some((known) => known.name === candidate));
    if (row === undefined || model === undefined) return [];
    const property = row.expected.kind === "violates" ? row.expected.property : "";
    return [{ name, shows: row.shows, property, model }];
  });
}

function rowNamed(project: Project, name: string): ModelRow | undefined {
  return project.models.find((row) => row.name === name);
}

function actionLinksOf(
  project: Project,
  { protocol }: Stage,
  addressOf: AddressOf,
): Readonly<Record<string, ActionLinks>> {
  const { specification } = protocol.mapping;
  return Object.fromEntries(
    actionsOf(project.specifications, specification).flatMap((action): readonly (readonly [string, ActionLinks])[] => {
      const found = findDefinition(project.specifications, specification, action);
      if (found === undefined) return [];
      const links = { specification: addressOf(found.module.path, found.definition.name) };
      const implementing = project.implementations.find(({ reference }) => reference === `${specification}!${action}`);
      if (implementing === undefined) return [[action, links]];
      const { path, declaration: name } = implementing;
      return [[action, { ...links, function: { name, address: addressOf(path, name) } }]];
    }),
  );
}

/** Whatever a model of the protocol checks or must violate. */
function propertiesOf(
  project: Project,
  { protocol }: Stage,
  addressOf: AddressOf,
): Readonly<Record<string, PropertyEntry>> {
  const { specification } = protocol.mapping;
  const rows = project.models.filter((row) => row.specification === specification);
  const names = rows.flatMap(({ invariants, properties, expected }) => [
    ...invariants,
    ...properties,
    ...(expected.kind === "violates" ? [expected.property] : []),
  ]);
  return Object.fromEntries(
    [...new Set(names)].flatMap((name): readonly (readonly [string, PropertyEntry])[] => {
      const module = rows.find((row) => findDefinition(project.specifications, row.module, name) !== undefined)?.module;
      const found = module === undefined ? undefined : findDefinition(project.specifications, module, name);
      if (found === undefined) return [];
      const text = linesOfDefinition(found).join("\n");
      return [[name, { text, address: addressOf(found.module.path, name) }]];
    }),
  );
}
