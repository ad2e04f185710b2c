import assert from "node:assert/strict";
import { test } from "node:test";
import { isSameValue } from "./same-value.ts";

function containingItself(of: number): unknown {
  const value: Record<string, unknown> = { of };
  value.itself = value;
  return value;
}

test("values are the same if they look the same, in whatever order their fields are", () => {
  const same: readonly (readonly [unknown, unknown])[] = [
    [10n ** 20n, 10n ** 20n],
    [Number.NaN, Number.NaN],
    [undefined, undefined],
    [
      { a: [1, { b: null }], c: "d" },
      { c: "d", a: [1, { b: null }] },
    ],
    [containingItself(1), containingItself(1)],
  ];
  for (const [one, other] of same) assert.equal(isSameValue(one, other), true);
});

test("values that differ anywhere are not the same, and what cannot be read is no other", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const different: readonly (readonly [unknown, unknown])[] = [
    [1, 1n],
    [null, {}],
    [{}, null],
    [{}, []],
    [[1], [1, undefined]],
    [{ a: 1 }, { b: 1 }],
    [{ a: undefined }, { b: undefined }],
    [containingItself(1), containingItself(2)],
    [containingItself(1), { of: 1, itself: { of: 1, itself: null } }],
    [proxy, {}],
    [{}, proxy],
  ];
  for (const [one, other] of different) assert.equal(isSameValue(one, other), false);
  assert.equal(isSameValue(proxy, proxy), true);
});
