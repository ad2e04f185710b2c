/**
 * The first place at which the step functions and the specification part ways.
 *
 * @module
 */
import type { StateText } from "./state-text.ts";

/** A step of the path from the initial state. */
export interface PathStep {
  /** The action that led here; none for the initial state. */
  readonly action: string | undefined;
  readonly state: StateText;
}

/** An edge from the state at which the graphs part. */
export interface EdgeText {
  readonly action: string;
  readonly target: StateText;
}

export interface Mismatch {
  readonly kind: "initial state" | "edges" | "encoding" | "variables" | "unreached";
  /** One sentence. */
  readonly summary: string;
  /** The shortest path to the place, which is the last state of it. */
  readonly path: readonly PathStep[];
  /** Edges that the specification has there and the step functions have not. */
  readonly missing: readonly EdgeText[];
  /** Edges that the step functions have there and the specification has not. */
  readonly extra: readonly EdgeText[];
}
