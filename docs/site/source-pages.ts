/**
 * A page for each TypeScript file that is shown, whole, with an anchor for each declaration, and one for each folder.
 *
 * @module
 */
import { posix } from "node:path";
import { fenced, linkTo, type Page } from "./page.ts";
import type { Project } from "./project.ts";

export function sourcePages(project: Project): readonly Page[] {
  const paths = [...project.sources.keys()];
  const folders = [...new Set(paths.map((path) => posix.dirname(path)))];
  return [
    ...folders.map((folder) =>
      folderPage(
        folder,
        paths.filter((path) => posix.dirname(path) === folder),
      ),
    ),
    ...[...project.sources.values()].map(
      ({ path, text }): Page => ({
        path,
        title: posix.basename(path),
        group: "Sources",
        markdown: `The file is \`${path}\`.\n\n${fenced("ts", [`source=${path}`], text)}`,
      }),
    ),
  ];
}

function folderPage(folder: string, files: readonly string[]): Page {
  const list = files.map((path) => `- [${posix.basename(path)}](${linkTo(path)})`);
  return { path: folder, title: folder, group: "Sources", children: files, markdown: list.join("\n") };
}
