import assert from "node:assert/strict";
import { test } from "node:test";
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
