import assert from "node:assert/strict";
import { test } from "node:test";
import { projectFolder } from "../../conformance/project-folder.ts";
import { guidePages, startPage } from "./guide-pages.ts";
import { readProject } from "./project.ts";
import { readingOrder } from "./reading-order.ts";
import { specificationPages } from "./specification-pages.ts";

test("no title stands twice in a group of the navigation, and what is read has its place there", async () => {
  const project = readProject(projectFolder);
  const pages = await guidePages(project);
  const titles = pages.map(({ group, title }) => `${group}: ${title}`);
  assert.ok(titles.includes("Project: Contributing"));
  const twice = titles.filter((title, at) => titles.indexOf(title) !== at);
  assert.deepEqual(twice, []);
  const specifications = specificationPages(project);
  const below = new Set(specifications.flatMap(({ children }) => children ?? []));
  const read = [...pages.filter(({ group }) => group !== "Project"), ...specifications]
    .map(({ path }) => path)
    .filter((path) => path !== startPage && !below.has(path));
  const placed = readingOrder.filter((path) => path !== "docs/contributing.md");
  assert.deepEqual(placed.toSorted(), read.toSorted());
});
