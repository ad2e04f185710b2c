/**
 * What a protocol adds to the engine: how its parts are seen as the variables of its specification. No guard, and no
 * knowledge of what may happen.
 *
 * @module
 */
import type { Situation } from "../../src/core/situation.ts";
import type { Addressed, Part, Request } from "../../src/core/system.ts";
import type { TlaValue } from "./tla-value.ts";

/** A value of a variable at a path: `votes[t1]` has the path `[t1]`, `status[t1][p1]` the path `[t1, p1]`. */
export interface Leaf {
  readonly variable: string;
  readonly path: readonly TlaValue[];
  readonly value: TlaValue;
}

/** What the users of a system have asked of it, or said: sets that only grow, and that belong to no node. */
export interface Asked<Element extends NonNullable<unknown> = NonNullable<unknown>> {
  /** The variables that are these sets: mostly one. */
  readonly variables: readonly string[];
  /** What is asked by a request that is not refused: plain data, often nothing. */
  elementsOf(part: Part, request: Request): readonly Element[];
  /** Which of several variables has the element. */
  variableOf?(element: Element): string;
  valueOf(element: Element): TlaValue;
}

/** How a specification extends another: with what it begins, and what it joins to each step of the other. */
export interface Extension {
  readonly begins: string;
  /** The models that are compared have an action with both names for each such step: `Suspect_Forget`. */
  readonly joins: string;
}

/** The methods are declared as methods, so that one of a narrower state can stand where any mapping is wanted. */
export interface Mapping<Role = unknown, Durable = unknown, Message extends Addressed = Addressed> {
  /** The specification, by the name of its module. */
  readonly specification: string;
  /** Every variable of the specification, and how many arguments lead to its values. */
  readonly variables: Readonly<Record<string, number>>;
  /** If it extends another by steps of its own: how. */
  readonly extension?: Extension;
  /** Actions that the code also takes where no variable shows it, such as the restart of what keeps nothing. */
  readonly unshown?: readonly string[];
  /** The variable that is the set of all messages, from every link, if there are any. */
  readonly messages?: string;
  /** The set over which a parameter of an action ranges, by the parameter's name. */
  readonly ranges: Readonly<Record<string, string>>;
  /** Whatever a part adds to the variables. Different situations must give different leaves. */
  leavesOf(part: Part<Role>, situation: Situation<Role, Durable>): readonly Leaf[];
  /**
   * What a request gives for those parameters of its action whose range in the models is smaller than what users ask: by
   * the parameter's name.
   */
  argumentsOf?(request: Request): Readonly<Record<string, TlaValue>>;
  messageOf?(message: Message): TlaValue;
  /** Whatever an object adds to the variables, likewise. A system without objects needs none. */
  leavesOfObject?(object: string, state: unknown): readonly Leaf[];
  /** What was asked, if the specification has variables for it. */
  readonly asked?: Asked;
}
