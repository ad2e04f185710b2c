import assert from "node:assert/strict";
import { test } from "node:test";
import type { SharedObject } from "../../src/core/object.ts";
import type { Part } from "../../src/core/system.ts";
import { everyFault } from "./environment.ts";
import { toySystem } from "./fixtures/toy.ts";
import { Walker } from "./walker.ts";

test("what does not follow from a state as it should ends the search, in the first situation that shows it", () => {
  const toy = toySystem(2);
  const flawIn = ({ role }: { readonly role: unknown }): string | undefined =>
    role === 1 ? "it has counted" : undefined;
  const parts = toy.parts.map((part) => (part.role === "counter" ? { ...part, flawIn } : part));
  const walker = new Walker({ ...toy, parts }, { ...everyFault, mayCrash: () => false }, {});
  const initial = walker.initial();
  assert.throws(() => walker.expand(initial, () => {}), { message: "toy/n1: it has counted" });
});

/** What no node does anything with. */
const idle: SharedObject = {
  name: "idle",
  initial: {},
  invoked: (state) => state,
  crashed: (state) => state,
  steps: () => [],
  outcomes: () => [],
};

/** A walker of the first part of the toy, changed in these ways, and of one object. */
function walkerOf(...changes: readonly Partial<Part<number>>[]): Walker {
  const { parts, ...toy } = toySystem(2);
  return new Walker(
    {
      ...toy,
      parts: parts.slice(0, 1).flatMap((part) => changes.map((change) => ({ ...part, ...change }))),
      objects: [idle],
    },
    everyFault,
    {},
  );
}

test("two parts of one node that use one object are an error", () => {
  const objects = ["idle"];
  assert.throws(() => walkerOf({ objects }, { name: "another", objects }), {
    message: 'two parts of one node use one object: ["n1","idle"]',
  });
  walkerOf({ objects }, { name: "another" });
});

test("to invoke an object that the system does not have is an error", () => {
  const invoke = { kind: "invoke", object: "log", operation: 1 } as const;
  const walker = walkerOf({ start: () => ({ state: 0, effects: [invoke] }) });
  assert.throws(() => walker.initial(), { message: "the system has no object log, of which something was invoked" });
});
