import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommonEvent, Request } from "../../src/core/system.ts";
import { actionName } from "./action-name.ts";

const named: readonly (readonly [event: CommonEvent | Request, action: string])[] = [
  [{ kind: "receive", message: { kind: "yes", from: "p1", to: "c" } }, "ReceiveYes"],
  [{ kind: "timeout", timer: "resendPrepare" }, "ResendPrepare"],
  [{ kind: "giveUp" }, "GiveUp"],
  [{ kind: "persisted", record: "commit" }, "After commit"],
  [{ kind: "receive", message: undefined }, "Receive"],
  [{ kind: "receive", message: { kind: 7 } }, "Receive"],
];

for (const [event, action] of named) {
  test(`an action is named by its event: ${JSON.stringify(event)} is ${action}`, () => {
    assert.equal(
      actionName(event, (record) => `After ${record}`),
      action,
    );
  });
}
