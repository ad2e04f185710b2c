import assert from "node:assert/strict";
import { test } from "node:test";
import { projectFolder } from "../../conformance/project-folder.ts";
import { guidePages } from "./guide-pages.ts";
import { readProject } from "./project.ts";

test("no title stands twice in a group of the navigation", async () => {
  const pages = await guidePages(readProject(projectFolder));
  const titles = pages.map(({ group, title }) => `${group}: ${title}`);
  assert.ok(titles.includes("Project: Contributing"));
  const twice = titles.filter((title, at) => titles.indexOf(title) !== at);
  assert.deepEqual(twice, []);
});
