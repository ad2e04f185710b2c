/** A link to a claim, by its title. */
import { ledgerPath } from "../walk/ledger-gaps.ts";
import { linkTo } from "./page.ts";
import type { Project } from "./project.ts";

export function linkToClaim({ claims }: Project, claim: string): string {
  const { heading = claim, anchor = claim } = claims.get(claim) ?? {};
  return `[${heading}](${linkTo(ledgerPath, anchor)})`;
}
