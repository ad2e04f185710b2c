/** A quotation on a page of the site: names in it are links. */
import { quotation } from "../inserts/quotation.ts";
import { fenced, linkTo } from "./page.ts";
import type { Project } from "./project.ts";

export function excerpt(project: Project, reference: string): string {
  const { language, path, name, module, text } = quotation(project, reference);
  // In HTML, so that the link may stand in a paragraph with a class.
  const source = `<p class="source"><a href="${linkTo(path, name)}"><code>${reference}</code></a></p>`;
  return `${source}\n\n${fenced(language, module === undefined ? [] : [`module=${module}`], text)}`;
}
