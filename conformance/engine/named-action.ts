/**
 * What an event is called in the specification.
 *
 * @module
 */
import type { CommonEvent, Part, Request } from "../../src/core/system.ts";

/** The action that the event is for the part. What is none, as at a node that is down, is called what the event is. */
export function namedAction(part: Part, role: unknown, event: CommonEvent | Request): string {
  return (role === undefined ? undefined : part.actionOf?.(role, event)) ?? event.kind;
}
