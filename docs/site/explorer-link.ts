/** Links to the explorer page, which is no document: it is written beside them. */
import { escapeHtml } from "./html.ts";
import { linkTo } from "./page.ts";
import type { Project } from "./project.ts";

/** By the path of its source, as pages are named; and where it is in the site. */
export const explorerPage = "docs/explorer/index.html";
export const explorerAddress = "explorer/index.html";

/** A link to a run or a counterexample, if it opens there; otherwise nothing. */
export function explorerLink(project: Project, name: string, text: string): string {
  const path = project.paths?.get(name);
  return path === undefined ? "" : ` <a href="${linkTo(explorerPage, escapeHtml(path))}">${text}</a>`;
}
