/**
 * Every counterexample of a protocol with step functions is a path of the step functions, as far as `make check` has left
 * any: TLC is not asked here.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { projectFolder } from "../../conformance/project-folder.ts";
import { readProject } from "../site/project.ts";
import { playedIn } from "./catalogue-of.ts";
import { tracesAlone } from "./traces-alone.ts";

const played = playedIn(readProject(projectFolder));
const paths = played.flatMap((one) => one.paths).filter(({ kind }) => kind === "counterexample");
const others = played.flatMap((one) => one.leftOut).filter(({ isThere }) => isThere);

test("every counterexample is a path, but for those of which it is explained why not", (context) => {
  if (paths.length + others.length === 0) {
    context.todo("left out: make check has left no counterexamples");
    return;
  }
  const unexplained = others.filter(({ name }) => !Object.hasOwn(tracesAlone, name));
  assert.deepEqual(
    unexplained.map(({ name, because }) => `${name}: ${because}`),
    [],
  );
});

test("what is explained is no path", () => {
  const needless = Object.keys(tracesAlone).filter((name) => paths.some((path) => path.name === name));
  assert.deepEqual(needless, []);
});
