/**
 * Nodes that only use objects: they invoke what their users ask for, and tell them what they hear. No protocol; it is by
 * them that the objects are compared with their specification.
 *
 * @module
 */
import { newReplies } from "../../src/core/learning.ts";
import type { SharedObject } from "../../src/core/object.ts";
import { answered, refused } from "../../src/core/step.ts";
import type { CommonEvent, Part, Request, System } from "../../src/core/system.ts";
import type { CompareAndSet } from "../../src/environment/shared-register.ts";

/** What a user asks for. */
interface Use extends Request {
  readonly object: string;
  readonly operation: unknown;
}

/** @param operations - what is asked of the register */
export function systemOf(
  nodes: readonly string[],
  operations: readonly CompareAndSet[],
  objects: readonly SharedObject[],
): System {
  const increment: Use = { kind: "increment", object: "counter", operation: { kind: "increment" } };
  const sets = operations.map((operation): Use => ({ kind: "set", object: "register", operation }));
  return {
    parts: nodes.map((node) => user(node, [increment, ...sets])),
    links: [],
    linkOf: () => "none",
    objects,
  };
}

function user(node: string, requests: readonly Use[]): Part {
  const begun = { state: "up", effects: [] };
  return {
    name: node,
    instance: "use",
    node,
    role: "user",
    requests,
    objects: ["counter", "register"],
    noRecord: "none",
    learns: newReplies,
    start: () => begun,
    recover: () => begun,
    step: (state, event: CommonEvent | Request | Use) => {
      if (event.kind === "heard" && "outcome" in event)
        return answered(state, [{ kind: "reply", value: event.outcome }]);
      if (!("operation" in event)) return refused(state, "malformed", "it is no use of an object");
      return answered(state, [{ kind: "invoke", object: event.object, operation: event.operation }]);
    },
    actionOf: (_, event) => actionOf(event),
  };
}

function actionOf(event: CommonEvent | Request): string | undefined {
  if (event.kind === "heard" && "object" in event) {
    return event.object === "counter" ? "HearOfCounter" : "HearOfRegister";
  }
  return event.kind === "increment" ? "AskToIncrement" : "AskToSet";
}
