/**
 * What a Markdown document says that can be wrong: its links, the code it mentions in passing, and the markers between
 * which something is put in.
 *
 * @module
 */

/** What can be put in. */
export const insertKinds = [
  "include",
  "diagram",
  "run",
  "plot",
  "counterexample",
  "results",
  "conformance",
  "ladder",
  "arrows",
  "costs",
] as const;
export type InsertKind = (typeof insertKinds)[number];

/** A place between two markers, which `make guide` fills: `<!-- include: TwoPhaseCommit!MayCommit -->`, `<!-- end -->`. */
export interface Insert {
  readonly kind: "insert";
  readonly text: string;
  readonly what: InsertKind;
  /** Empty if there is only one of the kind. */
  readonly name: string;
  /** Of what the content was made, where that cannot be made anew at once. */
  readonly digest: string | undefined;
  /** What stands between the markers now. */
  readonly content: string;
}

/** A stretch of a document: running text, fenced code, or an insert. */
export type Stretch =
  | { readonly kind: "prose"; readonly text: string }
  | { readonly kind: "block"; readonly text: string; readonly language: string; readonly body: string }
  | Insert;

const fence = /(`{3,})([^\n`]*)\n([\s\S]*?)^\1[ \t]*$/;
const insert = /<!-- (\w+)(?:: (\S+))?(?: digest=(\w+))? -->\n([\s\S]*?)^<!-- end -->$/;
const blockOrInsert = new RegExp(`^(?:${fence.source}|${insert.source})`, "gm");

export function stretchesOf(markdown: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  for (const match of markdown.matchAll(blockOrInsert)) {
    const [text, , language, body = "", kind, name = "", digest, content = ""] = match;
    stretches.push({ kind: "prose", text: markdown.slice(at, match.index) });
    const what = insertKinds.find((known) => known === kind);
    if (language !== undefined) stretches.push({ kind: "block", text, language: language.trim(), body: body.trim() });
    else if (what !== undefined) stretches.push({ kind: "insert", text, what, name, digest, content });
    // Not known, so it stays where whoever looks for comments that mean nothing finds it.
    else stretches.push({ kind: "prose", text });
    at = match.index + text.length;
  }
  return [...stretches, { kind: "prose", text: markdown.slice(at) }];
}

export function insertsIn(markdown: string): readonly Insert[] {
  return stretchesOf(markdown).filter((stretch) => stretch.kind === "insert");
}

/** The markers, and between them what ends with its last line. */
export function insertText({ what, name, digest }: Omit<Insert, "kind" | "text" | "content">, content: string): string {
  const named = name === "" ? "" : `: ${name}`;
  const made = digest === undefined ? "" : ` digest=${digest}`;
  return `<!-- ${what}${named}${made} -->\n${content}<!-- end -->`;
}

/** What the inserts of a kind name. */
export function namedBy(markdown: string, what: InsertKind): readonly string[] {
  return insertsIn(markdown).flatMap((one) => (one.what === what ? [one.name] : []));
}

/** Comments that are no markers: of an unknown kind, or without an end. */
export function strayComments(markdown: string): readonly string[] {
  return proseOf(markdown).flatMap((text) => text.match(/<!--.*/g) ?? []);
}

/** Code in running text, such as `TwoPhaseCommit!Agreement`. */
export function mentionsIn(markdown: string): readonly string[] {
  return proseOf(markdown).flatMap((text) => [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? ""));
}

/** The targets of links. */
export function linksIn(markdown: string): readonly string[] {
  return proseOf(markdown).flatMap((text) => [...text.matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1] ?? ""));
}

/** The text below a heading, up to the next one of the same or a higher level. */
export function sectionsOf(markdown: string, level: number): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  const heading = new RegExp(`^#{${level}} (.*)$`, "gm");
  const matches = [...markdown.matchAll(heading)];
  for (const [i, match] of matches.entries()) {
    const rest = markdown.slice(match.index + match[0].length, matches[i + 1]?.index);
    const higher = rest.search(new RegExp(`^#{1,${level - 1}} `, "m"));
    sections.set((match[1] ?? "").trim(), (level > 1 && higher >= 0 ? rest.slice(0, higher) : rest).trim());
  }
  return sections;
}

function proseOf(markdown: string): readonly string[] {
  return stretchesOf(markdown).flatMap((stretch) => (stretch.kind === "prose" ? [stretch.text] : []));
}
