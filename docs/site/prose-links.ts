/** Running text for the site: links lead to pages, and what has a page and is only named becomes a link to it. */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { SetupError } from "../../conformance/setup-error.ts";
import { claimMention } from "./claim-link.ts";
import { hasPage, linkOfMention } from "./mention-link.ts";
import { linkTo } from "./page.ts";
import type { Project } from "./project.ts";

/** Pictures and links; code; and a claim's name, but not within a heading, a tag or another word. */
const linkable = /(!?)\[([^\]]*)\]\(([^()\s]+)\)|`([^`\n]+)`|(?<!^#.*|<[^>\n]*|[\w-])([A-Z]\d{1,2})(?![\w-])/gm;

/** @param about - the module that the page is about */
export function linked(project: Project, path: string, prose: string, about: string | undefined): string {
  return prose.replace(linkable, (whole, picture, text, target, code, claim) => {
    if (picture === "!") return pictureIn(project, path, target);
    if (typeof target === "string") return pageLinkText(project, path, text, target);
    if (typeof claim === "string") return claimMention(project.claims, claim);
    const meant = linkOfMention(project, String(code), about);
    return meant === undefined ? whole : `[${whole}](${meant})`;
  });
}

/** A picture stands in the page itself, where the style sheet reaches it. */
function pictureIn(project: Project, from: string, target: string): string {
  const svg = readFileSync(join(project.folder, posix.dirname(from), target), "utf8");
  return `<figure>${svg.replace(/\n\s*(?=\n)/g, "").trim()}</figure>`;
}

/** A link to a file of the project that has no page, such as its licence, is left as its text. */
function pageLinkText(project: Project, from: string, text: string, target: string): string {
  if (/^[a-z]+:/.test(target) || target.startsWith("#")) return `[${text}](${target})`;
  const [relative = "", anchor] = target.split("#");
  const path = posix.join(posix.dirname(from), relative);
  if (hasPage(project, path)) return `[${text}](${linkTo(path, anchor)})`;
  if (existsSync(join(project.folder, path))) return text;
  throw new SetupError(`docs: ${from} links to ${target}, which does not exist`);
}
