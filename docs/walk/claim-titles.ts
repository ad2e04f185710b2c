/**
 * The titles of the claims, by which people speak of them. The ledger has them in its headings: `## A1: one outcome`.
 *
 * @module
 */
export interface ClaimTitle {
  /** `A1`, as the manifest names it. */
  readonly claim: string;
  /** `A1: one outcome`. */
  readonly heading: string;
  /** Where the heading is, within the page: what code hosts and the site make of it. */
  readonly anchor: string;
}

export function claimTitlesIn(ledger: string): ReadonlyMap<string, ClaimTitle> {
  const headings = [...ledger.matchAll(/^## (([A-Z]\d+): .+)$/gm)];
  return new Map(
    headings.map(([, heading = "", claim = ""]) => [claim, { claim, heading, anchor: anchorOf(heading) }] as const),
  );
}

/** The claim of a heading of the ledger, or the heading, if it is of none. */
export function claimOf(heading: string): string {
  return /^([A-Z]\d+): /.exec(heading)?.[1] ?? heading;
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number} -]/gu, "")
    .replaceAll(" ", "-");
}
