/**
 * What is compared with a specification: a system, what may happen to it, and how it is seen as the specification's
 * variables.
 *
 * @module
 */
import type { System } from "../../src/core/system.ts";
import type { Environment } from "./environment.ts";
import type { Mapping } from "./mapping.ts";
import { Walker } from "./walker.ts";

export interface Subject {
  readonly system: System;
  readonly environment: Environment;
  readonly mapping: Mapping;
}

/** Every step that the subject can take. */
export function walkerOf({ system, environment, mapping }: Subject): Walker {
  return new Walker(system, environment, mapping);
}
