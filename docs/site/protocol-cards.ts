/** The README's table of protocols, as the start page has it: a card for each. */
import { posix } from "node:path";
import { linkText } from "../explorer/link.ts";
import { freeWorldNamed } from "../explorer/world.ts";
import { explorerPage } from "./explorer-link.ts";
import { escapeHtml } from "./html.ts";
import { linkTo } from "./page.ts";
import { type Project, specificationNamed } from "./project.ts";

/** A table of which the first column links to guide pages, and says nothing else. */
const table = /^\| protocol \|(.*)\|\n\|[-|]+\|\n((?:\| \[[^\]]+\]\([^)]+\.md\) \|.*\|\n)+)/m;

export function withCards(project: Project, markdown: string): string {
  return markdown.replace(table, (_, titles: string, rows: string) => {
    const headings = titles.split("|").map((title) => title.trim());
    const cards = rows
      .trimEnd()
      .split("\n")
      .map((row) => card(project, headings, row));
    return `<div class="cards">\n\n${cards.join("\n\n")}\n\n</div>\n`;
  });
}

/** The first heading is of what the protocol is like, and needs no title. What is empty is left out. */
function card(project: Project, headings: readonly string[], row: string): string {
  const [name = "", ...cells] = row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
  const [, title = "", guide = ""] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(name) ?? [];
  const [like = "", ...rest] = cells;
  const told = rest.flatMap((cell, at) => (cell === "" ? [] : [`**${capital(headings[at + 1] ?? "")}:** ${cell}`]));
  return [
    `<section class="card">\n<h2>${escapeHtml(title)}</h2>`,
    like,
    ...told,
    linksOf(project, guide),
    "</section>",
  ].join("\n\n");
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** To everything that there is of a protocol. */
function linksOf(project: Project, guide: string): string {
  const protocol = posix.basename(guide, ".md");
  const { name, path } = specificationNamed(project, protocol);
  const start = linkText({ protocol, world: freeWorldNamed(3), steps: [], from: 0 });
  const links = [
    ["guide", linkTo(guide)],
    ["specification", linkTo(path)],
    ["results", linkTo("docs/results.md", name)],
    ["API", linkTo(`quorate/${protocol}`)],
    ["explorer", linkTo(explorerPage, escapeHtml(start))],
  ];
  return `<p class="links">${links.map(([text, address]) => `<a href="${address}">${text}</a>`).join(" · ")}</p>`;
}
