import { SetupError } from "../setup-error.ts";
import { type ModelRow, type Tier, tiers } from "./manifest.ts";
import { nameAmong, unknown } from "./names.ts";

/** Which rows a person asked for. What is not said does not restrict, except the tier, which is small. */
export type Selection = {
  readonly protocol?: string;
  readonly tier?: string;
  readonly model?: string;
};

/** The rows asked for, in the manifest's order. A name that does not exist is answered with those that do. */
export function selectRows(rows: readonly ModelRow[], selection: Selection): readonly ModelRow[] {
  const { protocol, model } = selection;
  const ofProtocol = protocol === undefined ? rows : rows.filter((row) => row.protocol === protocol);
  if (protocol !== undefined && ofProtocol.length === 0) {
    throw unknown("protocol", protocol, [...new Set(rows.map((row) => row.protocol))]);
  }
  if (model !== undefined) {
    const names = ofProtocol.map((row) => row.name);
    const name = nameAmong("model", model, names);
    return ofProtocol.filter((row) => row.name === name);
  }
  const included = tiersUpTo(selection.tier);
  const selected = ofProtocol.filter((row) => included.includes(checkTier(row)));
  if (selected.length === 0) throw new SetupError(`there is no model of the tier ${included.join(" or ")}`);
  return selected;
}

/** The tier in which a model is checked. One that is there for its graph may be compared in a lower one. */
export function checkTier({ tier, checked }: ModelRow): Tier {
  return checked ?? tier;
}

/**
 * A tier includes those below it, but `medium-alone` does not: for whoever has run them just before. A model that is
 * asked for by its name is run whatever its tier.
 */
export function tiersUpTo(tier: string = "small"): readonly Tier[] {
  const name = tier.replace(/-alone$/, "");
  const at = tiers.findIndex((known) => known === name);
  if (at === -1) throw unknown("tier", tier, tiers);
  return tiers.slice(name === tier ? 0 : at, at + 1);
}
