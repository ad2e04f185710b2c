import assert from "node:assert/strict";
import { test } from "node:test";
import { parseValue } from "../engine/tla-parser.ts";
import { phrase } from "./tla-phrase.ts";

test("values are written short", () => {
  const short: Readonly<Record<string, string>> = {
    None: "None",
    '"leader"': "leader",
    "7": "7",
    TRUE: "TRUE",
    "{n2, n1}": "n1, n2",
    "{}": "none",
    "<<>>": "nothing",
    "<<1, 2>>": "1 2",
    "(n1 :> 0 @@ n2 :> 3)": "n2 3",
    "(n1 :> 0)": "none",
    "[client |-> a, number |-> 2]": "a2",
    "[epoch |-> 1, request |-> None]": "1:open",
    "[epoch |-> 1, request |-> [client |-> a, number |-> 2]]": "1:a2",
    "[epoch |-> 0, position |-> 0]": "0",
    "[epoch |-> 2, position |-> 3]": "3 of epoch 2",
    "[epoch |-> 2, value |-> v]": "v of epoch 2",
    "[vote |-> n1, epoch |-> 2, log |-> <<>>]": "epoch 2, vote n1",
    '[kind |-> "vote", from |-> n1, to |-> n2]': "vote n1 → n2",
    '[kind |-> "yes", from |-> n1, to |-> n2, transaction |-> t]': "yes n1 → n2",
    '[kind |-> "mismatch", from |-> n1, to |-> n2, position |-> 0]': "mismatch n1 → n2: position 0",
    '[kind |-> "vote", from |-> n1, to |-> n2, accepted |-> [epoch |-> 0, value |-> None]]': "vote n1 → n2",
  };
  for (const [text, expected] of Object.entries(short)) assert.equal(phrase(parseValue(text)), expected, text);
});
