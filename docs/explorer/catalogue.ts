/**
 * What the page is told by whoever builds it: names, texts and addresses, which stand in files that a browser does not
 * read. How the protocols behave it does not say; that is the step functions' to say.
 *
 * @module
 */
import type { Constants } from "../../conformance/engine/constants.ts";

export interface Catalogue {
  readonly protocols: readonly ProtocolEntry[];
  /** Where the guide begins. */
  readonly home: string;
}

export interface ProtocolEntry {
  /** As in the manifest. */
  readonly name: string;
  readonly title: string;
  readonly specification: string;
  readonly models: readonly ModelEntry[];
  readonly twins: readonly TwinEntry[];
  /** By the name of the action. */
  readonly actions: Readonly<Record<string, ActionLinks>>;
  /** By name. */
  readonly properties: Readonly<Record<string, PropertyEntry>>;
  readonly paths: readonly PathEntry[];
}

/** A model of the manifest. */
export interface ModelEntry {
  readonly name: string;
  readonly shows: string;
  readonly constants: Constants;
  /** Whether the environment is bounded as in the model; otherwise only its nodes are taken, and every fault can happen. */
  readonly isBounded: boolean;
  /** Where it begins, if not with the start: by the name that the specification gives to that. */
  readonly begins?: string;
  /** How many states TLC's graph of it has, if the page can show it. */
  readonly states?: number;
}

/** A mistake that can be made with one's own hands. */
export interface TwinEntry {
  readonly name: string;
  readonly shows: string;
  /** What TLC finds to be violated. */
  readonly property: string;
  /** The model whose nodes it has, unless another is chosen. */
  readonly model: string;
}

export interface ActionLinks {
  readonly specification: string;
  /** The function that implements it. */
  readonly function?: { readonly name: string; readonly address: string };
}

export interface PropertyEntry {
  /** Its definition. */
  readonly text: string;
  readonly address: string;
}

/** A path that somebody else has found. */
export interface PathEntry {
  /** Of a counterexample, its model. */
  readonly name: string;
  readonly title: string;
  /** As behind the `#` of the page's address. */
  readonly link: string;
  readonly kind: "run" | "counterexample";
  /** What TLC finds to be violated at the end of it. */
  readonly violates?: string;
}
