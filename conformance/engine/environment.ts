/**
 * What the environment of a system may do in a model: the same bounds, by the same constants, as the TLC model has.
 * A bound never looks at a state; whatever depends on a state is the step's to decide.
 *
 * @module
 */
import type { NodeId } from "../../src/core/node-id.ts";
import type { Addressed, Part } from "../../src/core/system.ts";

export interface Environment {
  /** Whether this request (by kind) or timer (by name) is ever offered to the part. */
  readonly offers: (part: Part, requestOrTimer: string) => boolean;
  readonly mayCrash: (node: NodeId) => boolean;
  readonly mayRestart: (node: NodeId) => boolean;
  readonly mayLose: (message: Addressed) => boolean;
}

/** Every fault but the removal of messages, which for safety is the same as never receiving them. */
export const everyFault: Environment = {
  offers: () => true,
  mayCrash: () => true,
  mayRestart: () => true,
  mayLose: () => false,
};
