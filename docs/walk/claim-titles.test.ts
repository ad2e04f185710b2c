import assert from "node:assert/strict";
import { test } from "node:test";
import { claimOf, claimTitlesIn } from "./claim-titles.ts";

test("a claim has the title of its heading, and the anchor that is made of it", () => {
  const titles = claimTitlesIn(
    "# Claims\n\n## A1: one outcome\n\ntext\n\n## C6: two rounds' quorums meet\n\n## Other\n",
  );
  assert.deepEqual(
    [...titles.values()],
    [
      { claim: "A1", heading: "A1: one outcome", anchor: "a1-one-outcome" },
      { claim: "C6", heading: "C6: two rounds' quorums meet", anchor: "c6-two-rounds-quorums-meet" },
    ],
  );
  assert.equal(claimOf("A1: one outcome"), "A1");
  assert.equal(claimOf("Other"), "Other");
});
