/** The part of a TLC configuration (a .cfg file) that a verdict depends on: which names are checked. */
export type CheckedNames = {
  readonly invariants: readonly string[];
  readonly properties: readonly string[];
};

const sections: Readonly<Record<string, keyof CheckedNames>> = {
  INVARIANT: "invariants",
  INVARIANTS: "invariants",
  PROPERTY: "properties",
  PROPERTIES: "properties",
};

const otherSections: ReadonlySet<string> = new Set([
  "CONSTANT",
  "CONSTANTS",
  "CONSTRAINT",
  "CONSTRAINTS",
  "ACTION_CONSTRAINT",
  "ACTION_CONSTRAINTS",
  "INIT",
  "NEXT",
  "SPECIFICATION",
  "VIEW",
  "SYMMETRY",
  "CHECK_DEADLOCK",
  "POSTCONDITION",
  "ALIAS",
  "TYPE",
  "TYPE_CONSTRAINT",
]);

export function parseConfiguration(text: string): CheckedNames {
  const names: { invariants: string[]; properties: string[] } = { invariants: [], properties: [] };
  let section: keyof CheckedNames | undefined;
  for (const word of withoutComments(text).split(/[\s,]+/)) {
    if (word in sections) section = sections[word];
    else if (otherSections.has(word)) section = undefined;
    else if (section !== undefined && word !== "") names[section].push(word);
  }
  return names;
}

function withoutComments(text: string): string {
  return text.replace(/\(\*[\s\S]*?\*\)/g, " ").replace(/\\\*.*$/gm, " ");
}
