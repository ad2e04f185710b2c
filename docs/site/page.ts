/**
 * A page of the site before typedoc renders it.
 *
 * Pages are named by the path of what they show, from the project's folder: `docs/claims.md`, or
 * `spec/atomic-commit/TwoPhaseCommit.tla`. A link to `page:PATH#anchor` leads to the page of that path from anywhere, in
 * Markdown, in highlighted code and in docstrings.
 *
 * @module
 */
export interface Page {
  readonly path: string;
  readonly title: string;
  /** The heading in the navigation under which it stands. */
  readonly group: "Guide" | "Evidence" | "Specifications" | "Project" | "Sources";
  /** Pages that stand below this one in the navigation, by path. */
  readonly children?: readonly string[];
  readonly markdown: string;
}

/** The address that is replaced by a relative one when the place that links is known. */
export function linkTo(path: string, anchor?: string): string {
  return `page:${path}${anchor === undefined ? "" : `#${anchor}`}`;
}

/** A link in Markdown whose text is code. */
export function codeLink(text: string, path: string, anchor?: string): string {
  return `[\`${text}\`](${linkTo(path, anchor)})`;
}

/** Fenced code. The words after the language are for the highlighter. */
export function fenced(language: string, words: readonly string[], code: string): string {
  return `\`\`\`\`${[language, ...words].join(" ")}\n${code.replace(/\n+$/, "")}\n\`\`\`\``;
}
