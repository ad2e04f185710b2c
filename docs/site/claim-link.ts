/** Links to claims, by their titles. */
import type { ClaimTitle } from "../walk/claim-titles.ts";
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

/** In running text by its name alone, `A1`; its title is shown to whoever points at it. Another word stays as it is. */
export function claimMention(claims: ReadonlyMap<string, ClaimTitle>, word: string): string {
  const title = claims.get(word);
  return title === undefined ? word : `[${word}](${linkTo(ledgerPath, title.anchor)} "${title.heading}")`;
}
