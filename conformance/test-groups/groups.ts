/**
 * Which test files run together in one process. Starting one, with its loader and the modules that it needs, takes more
 * than most of the files do, and what has run once runs faster; the files of a folder need the same modules.
 *
 * @module
 */
export interface Group {
  /** What its files have in common: a folder, or the one file. */
  readonly name: string;
  readonly files: readonly string[];
}

/**
 * Those that wait, for processes that they start, or that take long, each in a process of its own: whoever waits leaves
 * its core to others only there. They begin first, the longest first, so that none is left alone at the end.
 */
export const alone: readonly string[] = [
  "conformance/conformance.test.ts",
  "docs/explorer/explorer.test.ts",
  "conformance/command-line.test.ts",
  "package/package.test.ts",
  "conformance/check/run-check.test.ts",
  "conformance/tlc/own-processes.test.ts",
  "docs/examples/examples.test.ts",
  "conformance/bench/open-load/open-load.test.ts",
  "conformance/demo/demo.test.ts",
  "conformance/tlc/language.test.ts",
  "docs/getting-started.test.ts",
];

/** The groups in the order in which they are to begin. Each file is in one of them. */
export function groupsOf(files: readonly string[], apart: readonly string[] = alone): readonly Group[] {
  const unknown = apart.filter((file) => !files.includes(file));
  if (unknown.length > 0) {
    throw new Error(`to be tested alone, and no test file: ${unknown.join(", ")}; say so no more in groups.ts`);
  }
  const others = files.filter((file) => !apart.includes(file)).toSorted();
  const folders = [...new Set(others.map(folderOf))];
  return [
    ...apart.map((file) => ({ name: file, files: [file] })),
    ...folders.map((name) => ({ name, files: others.filter((file) => folderOf(file) === name) })),
  ];
}

/** `src/core` for all files in it, however deep: the first two folders, or the one. */
function folderOf(file: string): string {
  return file.split("/").slice(0, -1).slice(0, 2).join("/");
}
