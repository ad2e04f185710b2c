/**
 * What the network may bring although no node of the system has sent it: messages of strangers, of other instances, and
 * such as are no messages at all. The specification knows nothing of them, so whatever a step does about one but refuse
 * it is an edge too many.
 *
 * @module
 */
import type { Part, Request, System } from "../../src/core/system.ts";

interface Foreign extends Request {
  readonly kind: "receive";
  readonly message: unknown;
}

const malformed: readonly unknown[] = [undefined, null, 0, "", "prepare", [], {}, { kind: 1 }, { kind: "" }];

/** The same system, whose parts are offered at any time what does not belong to them. */
export function withForeignMessages(system: System, foreignTo: (part: Part) => readonly unknown[]): System {
  const foreign = (message: unknown): Foreign => ({ kind: "receive", message });
  return {
    ...system,
    parts: system.parts.map((part) => ({
      ...part,
      requests: [...part.requests, ...[...malformed, ...foreignTo(part)].map(foreign)],
    })),
  };
}
