import assert from "node:assert/strict";
import { test } from "node:test";
import { formatManifest } from "./manifest-format.ts";

const names = Array.from({ length: 12 }, (_, i) => `PropertyNumber${i}`);
const manifest = {
  lists: { Counter: { safety: names, steps: ["Grows"] } },
  models: [
    {
      shows: "It counts.",
      tier: "small",
      name: "Counter_3",
      unheard: 1,
      claims: ["A1"],
      bounds: {},
      sets: { Node: ["n1"] },
    },
    "no row",
  ],
};

test("a row has its fields in one order, what belongs together on a line", () => {
  assert.deepEqual(formatManifest(manifest).split("\n"), [
    "{",
    '  "lists": {',
    '    "Counter": {',
    '      "safety": [',
    `        ${names
      .slice(0, 5)
      .map((name) => `"${name}"`)
      .join(", ")},`,
    `        ${names
      .slice(5, 10)
      .map((name) => `"${name}"`)
      .join(", ")},`,
    '        "PropertyNumber10", "PropertyNumber11"',
    "      ],",
    '      "steps": ["Grows"]',
    "    }",
    "  },",
    '  "models": [',
    "    {",
    '      "name": "Counter_3", "tier": "small",',
    '      "claims": ["A1"],',
    '      "sets": { "Node": ["n1"] }, "bounds": {},',
    '      "shows": "It counts.",',
    '      "unheard": 1',
    "    },",
    '    "no row"',
    "  ]",
    "}",
    "",
  ]);
});

test("what is laid out says the same, and is laid out the same again", () => {
  for (const value of [manifest, { models: [] }, [], { models: 1 }]) {
    const text = formatManifest(value);
    assert.deepEqual(JSON.parse(text), value);
    assert.equal(formatManifest(JSON.parse(text)), text);
  }
});
