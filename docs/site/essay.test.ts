import assert from "node:assert/strict";
import { test } from "node:test";
import { parseModule } from "../../conformance/tlc/specification-module.ts";
import { claimTitlesIn } from "../walk/claim-titles.ts";
import { essayOf } from "./essay.ts";

const claims = claimTitlesIn("## A1: one lamp\n");

const text = String.raw`---- MODULE Lamp ----
\* A lamp is on, or it is not.
\*
\* What is left out:
\*
\*  - Its colour.
\*  - Its weight, [kg] and *all*,
\*    and what it costs.
EXTENDS Naturals

VARIABLES isOn  \* whether it is on

-----------------------------------------------------------------------------
\* Whoever comes may SwitchOn the lamp; see Other, A1 and B2.
SwitchOn ==
  \* Not twice.
  /\ ~isOn
  /\ isOn' = TRUE
====
`;

test("comments between definitions become text, and the rest stays code on its lines", () => {
  const essay = essayOf(parseModule("spec/Lamp.tla", text), claims);
  assert.equal(
    essay,
    [
      "````tla module=Lamp from=1\n---- MODULE Lamp ----\n````",
      "A lamp is on, or it is not.\n\nWhat is left out:\n\n- Its colour.\n- Its weight, \\[kg\\] and \\*all\\*,\n   and what it costs.",
      "````tla module=Lamp from=9\nEXTENDS Naturals\n\nVARIABLES isOn  \\* whether it is on\n````",
      "---",
      'Whoever comes may [`SwitchOn`](page:spec/Lamp.tla#SwitchOn) the lamp; see Other, [A1](page:docs/claims.md#a1-one-lamp "A1: one lamp") and B2.',
      "````tla module=Lamp from=15\nSwitchOn ==\n  \\* Not twice.\n  /\\ ~isOn\n  /\\ isOn' = TRUE\n====\n````",
    ].join("\n\n"),
  );
});
