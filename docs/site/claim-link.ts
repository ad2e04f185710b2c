/** A link to a claim, by its title. */
import { ledgerPath } from "../walk/ledger-gaps.ts";
import { linkTo } from "./page.ts";
import type { Project } from "./project.ts";

/** @param addressOf - where a heading of the ledger is, as seen from the page */
export function claimLink({ claims }: Project, claim: string, addressOf: (anchor: string) => string): string {
  const { heading = claim, anchor = claim } = claims.get(claim) ?? {};
  return `[${heading}](${addressOf(anchor)})`;
}

/** On a page of the site. */
export function linkToClaim(project: Project, claim: string): string {
  return claimLink(project, claim, (anchor) => linkTo(ledgerPath, anchor));
}
