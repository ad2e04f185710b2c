/**
 * Which of the conformance suite's parts a person asked for.
 *
 * @module
 */
import type { ModelRow } from "../check/manifest.ts";
import { nameAmong, unknown } from "../check/names.ts";
import { tiersUpTo } from "../check/selection.ts";
import type { ExplorationModel, Protocol, ReplayModel, RunModel, Twin } from "../engine/protocol.ts";
import { SetupError } from "../setup-error.ts";
import { runsOf } from "../simulation/simulated-runs.ts";

export interface Choice {
  readonly protocol?: string;
  readonly tier?: string;
  readonly model?: string;
  /** Of the graphs only those that notice most, and the twins: for `make test`. */
  readonly most?: boolean;
}

/** The parts of the suite, each with the protocol that it belongs to. */
export interface Chosen {
  readonly graphs: readonly { readonly protocol: Protocol; readonly row: ModelRow }[];
  readonly replays: readonly { readonly protocol: Protocol; readonly model: ReplayModel }[];
  readonly runs: readonly { readonly protocol: Protocol; readonly model: RunModel }[];
  readonly twins: readonly { readonly protocol: Protocol; readonly twin: Twin; readonly row: ModelRow }[];
}

/** @throws SetupError that lists what there is, if a name is unknown. */
export function choose(all: readonly Protocol[], rows: readonly ModelRow[], choice: Choice): Chosen {
  const everything = partsOf(protocolsNamed(all, choice.protocol), rows);
  const chosen = choice.model === undefined ? upToTier(everything, choice.tier) : named(everything, choice.model);
  return choice.most === true ? whatSeesMost(chosen) : chosen;
}

/**
 * The models that only the step functions visit. They have no tiers: the smallest of them is beyond TLC.
 *
 * @throws SetupError that lists what there is, if a name is unknown.
 */
export function chooseExplorations(
  all: readonly Protocol[],
  { protocol, tier, model }: Choice,
): readonly { readonly protocol: Protocol; readonly exploration: ExplorationModel }[] {
  if (tier !== undefined) throw new SetupError("explorations have no tiers: choose by protocol or by model");
  const everything = protocolsNamed(all, protocol).flatMap((one) =>
    one.explorations.map((exploration) => ({ protocol: one, exploration })),
  );
  if (model === undefined) return everything;
  const names = everything.map(({ exploration }) => exploration.name);
  const name = nameAmong("model", model, names);
  return everything.filter(({ exploration }) => exploration.name === name);
}

/** @throws SetupError that lists what there is, if there is none of the name. */
export function protocolsNamed<One extends { readonly name: string }>(
  all: readonly One[],
  name: string | undefined,
): readonly One[] {
  const named = all.filter((protocol) => name === undefined || protocol.name === name);
  if (name === undefined || named.length > 0) return named;
  const known = all.map((protocol) => protocol.name);
  throw unknown("protocol", name, known);
}

function partsOf(protocols: readonly Protocol[], rows: readonly ModelRow[]): Chosen {
  return {
    graphs: protocols.flatMap((protocol) =>
      rows.filter((row) => row.graph && row.protocol === protocol.name).map((row) => ({ protocol, row })),
    ),
    replays: protocols.flatMap((protocol) => protocol.replays.map((model) => ({ protocol, model }))),
    runs: protocols.flatMap((protocol) => runsOf(protocol).map((model) => ({ protocol, model }))),
    twins: protocols.flatMap((protocol) =>
      protocol.twins.map((twin) => ({ protocol, twin, row: rowNamed(rows, twin.against, twin.name) })),
    ),
  };
}

/** A tier decides how large the graphs become. Replays, runs and twins come with the small ones. */
function upToTier(chosen: Chosen, tier: string | undefined): Chosen {
  const included = tiersUpTo(tier);
  const graphs = chosen.graphs.filter(({ row }) => included.includes(row.tier));
  return included.includes("small") ? { ...chosen, graphs } : { graphs, replays: [], runs: [], twins: [] };
}

/** The graphs that the twins are compared with are made for them anyway. */
function whatSeesMost({ graphs, twins }: Chosen): Chosen {
  const made = new Set(twins.map(({ row }) => row.name));
  return { graphs: graphs.filter(({ row }) => row.seesMost || made.has(row.name)), replays: [], runs: [], twins };
}

function named({ graphs, replays, runs, twins }: Chosen, given: string): Chosen {
  const name = nameAmong("model", given, [
    ...graphs.map(({ row }) => row.name),
    ...replays.map(({ model }) => model.name),
    ...runs.map(({ model }) => model.name),
    ...twins.map(({ twin }) => twin.name),
  ]);
  return {
    graphs: graphs.filter(({ row }) => row.name === name),
    replays: replays.filter(({ model }) => model.name === name),
    runs: runs.filter(({ model }) => model.name === name),
    twins: twins.filter(({ twin }) => twin.name === name),
  };
}

function rowNamed(rows: readonly ModelRow[], name: string, twin: string): ModelRow {
  const row = rows.find((candidate) => candidate.name === name);
  if (row === undefined)
    throw new SetupError(`the twin ${twin} is compared with ${name}, which is not in the manifest`);
  return row;
}
