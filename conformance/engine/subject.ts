/**
 * What is compared with a specification: a system, what may happen to it, and how it is seen as the specification's
 * variables.
 *
 * @module
 */
import type { System } from "../../src/core/system.ts";
import type { Environment } from "./environment.ts";
import type { Mapping } from "./mapping.ts";
import { OrderlyWalker } from "./orderly-walker.ts";
import type { PlainState } from "./plain-state.ts";
import { Walker } from "./walker.ts";

export interface Subject {
  readonly system: System;
  readonly environment: Environment;
  readonly mapping: Mapping;
  /** Where it begins, if not with the start of all its parts. */
  readonly begins?: (subject: Subject) => PlainState;
}

/** Every step that the subject can take. */
export function walkerOf(subject: Subject): Walker {
  const { system, environment, mapping } = subject;
  const { orderly } = environment;
  return orderly === undefined ? new Walker(system, environment, mapping) : new OrderlyWalker(subject, orderly);
}
