import assert from "node:assert/strict";
import { test } from "node:test";
import { unknownName } from "./names.ts";

test("an unknown name is told with the known ones, as many as there is room for", () => {
  const message = (...known: readonly string[]): string => unknownName("host", "part", "x", known).message;
  assert.equal(message(), "host: no part is named x; known are none");
  assert.equal(message("a", "b"), "host: no part is named x; known are a, b");
  const many = Array.from({ length: 12 }, (_, i) => `p${i}`);
  assert.equal(
    message(...many),
    "host: no part is named x; known are p0, p1, p2, p3, p4, p5, p6, p7, p8, p9 and 2 more",
  );
});
