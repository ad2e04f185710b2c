/**
 * What a Markdown document says that can be wrong: its links, the code it mentions in passing, and the blocks that ask
 * for something to be put in.
 *
 * @module
 */

/** A fenced block. */
export interface Block {
  readonly language: string;
  readonly body: string;
}

/** A stretch of a document: prose, or a block, in turn. */
export type Stretch =
  | { readonly kind: "prose"; readonly text: string }
  | ({ readonly kind: "block"; readonly text: string } & Block);

/** The blocks that stand for something else: what they name is put in when the site is built. */
export const directives = ["include", "diagram", "run", "counterexample", "results", "conformance"] as const;
export type Directive = (typeof directives)[number];

const fence = /^(```+)([^\n`]*)\n([\s\S]*?)^\1[ \t]*$/gm;

export function stretchesOf(markdown: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  for (const match of markdown.matchAll(fence)) {
    stretches.push({ kind: "prose", text: markdown.slice(at, match.index) });
    stretches.push({ kind: "block", text: match[0], language: (match[2] ?? "").trim(), body: (match[3] ?? "").trim() });
    at = match.index + match[0].length;
  }
  return [...stretches, { kind: "prose", text: markdown.slice(at) }];
}

/** What a directive names, a line each. */
export function namedBy(markdown: string, directive: Directive): readonly string[] {
  return stretchesOf(markdown).flatMap((stretch) =>
    stretch.kind === "block" && stretch.language === directive
      ? stretch.body.split("\n").map((line) => line.trim())
      : [],
  );
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
