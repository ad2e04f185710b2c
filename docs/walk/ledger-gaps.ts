/** The ledger of claims, against the manifest and against itself. */
import { parseReference, protocolModule } from "../../conformance/definitions/specifications.ts";
import { claimOf } from "./claim-titles.ts";
import { linksIn, mentionsIn, sectionsOf } from "./document.ts";
import type { Walk } from "./walk.ts";

/** The document that is the ledger: a section of the second level for each claim. */
export const ledgerPath = "docs/claims.md";

export function ledgerOf(walk: Walk): ReadonlyMap<string, string> {
  const sections = sectionsOf(walk.documents.get(ledgerPath) ?? "", 2);
  return new Map([...sections].map(([heading, text]) => [claimOf(heading), text]));
}

/** Where the ledger and the manifest disagree about which models settle which claim. */
export function ledgerAgainstManifest(walk: Walk): readonly string[] {
  const ledger = ledgerOf(walk);
  const claimed = new Set(walk.models.flatMap(({ claims }) => claims));
  const missing = [...claimed].filter((claim) => !ledger.has(claim)).map((claim) => `the ledger has no claim ${claim}`);
  const different = [...ledger].flatMap(([claim, text]) => {
    const named = new Set(mentionsIn(text));
    return walk.models.flatMap(({ name, claims }) => {
      if (claims.includes(claim) === named.has(name)) return [];
      return [
        named.has(name)
          ? `${claim} names ${name}, whose row does not name ${claim}`
          : `${claim} does not name ${name}, whose row names ${claim}`,
      ];
    });
  });
  return [...missing, ...different];
}

/** Claims that nothing settles: without a property, or without a model. */
export function unsettledClaims(walk: Walk): readonly string[] {
  const models = new Set(walk.models.map(({ name }) => name));
  return [...ledgerOf(walk)].flatMap(([claim, text]) => {
    const mentions = mentionsIn(text);
    return [
      ...(propertiesOf(text).length === 0 ? [`${claim} names no property`] : []),
      ...(mentions.some((name) => models.has(name)) ? [] : [`${claim} names no model`]),
    ];
  });
}

/** Models that pass and are said to settle a claim, of which they check no property. */
export function modelsThatSettleNothing(walk: Walk): readonly string[] {
  return [...ledgerOf(walk)].flatMap(([claim, text]) => {
    const properties = propertiesOf(text).map((reference) => parseReference(reference));
    return walk.configurations
      .filter(({ row }) => row.expected.kind === "passes" && row.claims.includes(claim))
      .filter(
        ({ row, checks }) =>
          !properties.some(
            (property) =>
              property !== undefined &&
              protocolModule(walk.specifications, property.module) === row.specification &&
              checks.includes(property.name),
          ),
      )
      .map(({ row }) => `${row.name} is to settle ${claim}, and checks no property of it`);
  });
}

/** Links of the ledger that are no tests. */
export function testsThatAreNone(walk: Walk): readonly string[] {
  return [...ledgerOf(walk)].flatMap(([claim, text]) =>
    linksIn(text)
      .filter((link) => !link.endsWith(".test.ts"))
      .map((link) => `${claim} links to ${link}, which is no test`),
  );
}

function propertiesOf(section: string): readonly string[] {
  const line = /^- Properties: (.*)$/m.exec(section)?.[1] ?? "";
  return mentionsIn(line);
}
