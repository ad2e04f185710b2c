/**
 * The rule by which an event names an action: `{ kind: "receive", message: { kind: "yes" } }` is `ReceiveYes`, the timer
 * `resendPrepare` is `ResendPrepare`, the request `giveUp` is `GiveUp`. Only `persisted` names what follows from the
 * record, which each protocol says.
 *
 * @module
 */
import type { CommonEvent, Request } from "../../src/core/system.ts";

/** @param afterPersisted - the action that a durable record allows, by the text of the record */
export function actionName(event: CommonEvent | Request, afterPersisted: (record: unknown) => string): string {
  if ("message" in event) return `Receive${upperFirst(kindOf(event.message))}`;
  if ("record" in event) return afterPersisted(event.record);
  return upperFirst("timer" in event ? event.timer : event.kind);
}

function kindOf(message: unknown): string {
  const kind: unknown = typeof message === "object" && message !== null ? Reflect.get(message, "kind") : undefined;
  return typeof kind === "string" ? kind : "";
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
