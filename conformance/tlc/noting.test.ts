import assert from "node:assert/strict";
import { test } from "node:test";
import { notedIn, notingModuleText } from "./noting.ts";

const noting = { names: ["NotCommitted", "NotAborted"], stops: true };

test("each predicate has a register of its own, and the module is one that TLC can read by its name", () => {
  const text = notingModuleText("MCCounter", noting);
  assert.match(text, /^---- MODULE Noting_MCCounter ----\nEXTENDS MCCounter\n/);
  assert.match(
    text,
    /NoteOnce\(1, NotCommitted\)\n {2}\/\\ NoteOnce\(2, NotAborted\)\n {2}\/\\ \\E noting_register \\in 1\.\.2/,
  );
  assert.match(
    notingModuleText("MCCounter", { ...noting, stops: false }),
    /NoteOnce\(2, NotAborted\)\n {2}\/\\ TRUE\n/,
  );
});

test("what was noted is read by its register, and other lines are not", () => {
  const lines = ['<<"noted", 2, 7>>', "Parsing file X.tla", '<<"noted", 3, 9>>', '<<"told", 1, 9>>', '"noted"'];
  assert.deepEqual(notedIn(lines, noting), new Map([["NotAborted", 7]]));
});
