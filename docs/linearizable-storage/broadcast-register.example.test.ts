import assert from "node:assert/strict";
import { test } from "node:test";
import { claims, winners } from "./broadcast-register.example.ts";

test("R2: of three who claim a name at three nodes one wins, and the others find who has it", () => {
  const told = winners(claims());
  const [first, ...others] = told;
  const winner = String(first).replace(" wins", "");
  assert.ok(["Ada", "Bob", "Cleo"].includes(winner), told.join());
  assert.deepEqual(
    others.map((line) => line.split(" ").slice(1).join(" ")),
    [`finds ${winner}`, `finds ${winner}`],
  );
});
