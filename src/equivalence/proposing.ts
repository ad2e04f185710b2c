/**
 * What the nodes of a consensus that stands on an object have in common: a client proposes a text at a node, and each
 * node tells its user the one decision. They are asked and they tell as epoch consensus does, so that any of them can
 * take the place of another.
 *
 * @module
 */
import type { ProposeRequest } from "../consensus/epoch-consensus/proposal.ts";
import type { Value } from "../consensus/epoch-consensus/record.ts";
import type { Addressing, RequestIn, RoleTypes } from "../core/description.ts";
import { type Deliver, deliveryOf } from "../core/effect.ts";
import { type NoRecord, noRecord } from "../core/no-record.ts";
import type { NodeId } from "../core/node-id.ts";
import { partOf, type Role } from "../core/role.ts";
import type { Part } from "../core/system.ts";
import { described, isNumber, textIn } from "../core/taking-in.ts";

/** Which node it is, and how much it takes. */
export interface ProposerOptions {
  readonly self: NodeId;
  /** How long a value may be, in UTF-16 code units; 1,048,576 unless given. */
  readonly maxLength?: number;
}

/** What a node keeps, whatever it stands on. */
export interface Proposing {
  readonly self: NodeId;
  readonly maxLength: number;
  /** What it proposes, once a client has asked it to. */
  readonly proposal: Value | null;
  /** The decision, once it has heard of it. */
  readonly decision: Value | null;
}

/** What is the same in the types of all of them. */
export interface ProposerTypes extends RoleTypes {
  readonly options: ProposerOptions;
  readonly state: Proposing;
  readonly record: null;
  readonly received: never;
  readonly sent: never;
  readonly request: ProposeRequest;
  /** The decision. */
  readonly told: Value;
}

/** A node that knows nothing yet. @throws Error if the limit is none. */
export function proposing(name: string, { self, maxLength = 1_048_576 }: ProposerOptions): Proposing {
  if (!isNumber(maxLength)) throw new Error(`${name}: maxLength is ${described(maxLength)}, which is no length`);
  return { self, maxLength, proposal: null, decision: null };
}

/** What the description of each says alike. */
export interface AProposer {
  readonly addressing: Addressing<Proposing>;
  readonly record: NoRecord;
  readonly told: (before: Proposing | undefined, after: Proposing) => readonly Deliver<Value>[];
  readonly requests: { readonly propose: RequestIn<Proposing, ProposeRequest> };
}

/** It has no peers and no disk, and tells the decision once it is known. */
export const aProposer: AProposer = {
  addressing: {
    self: ({ self }) => self,
    peers: () => [],
    instance: { field: "consensus", of: () => "consensus" },
  },
  record: noRecord,
  told: (before, { decision }) =>
    decision === null || before === undefined || before.decision !== null ? [] : [deliveryOf(decision)],
  requests: {
    propose: ({ value }, { maxLength }) => ({ kind: "propose", value: textIn(value, "value", maxLength) }),
  },
};

/** A value as it comes from an object, or nothing. @throws Malformed */
export function valueOrNothingIn(candidate: unknown, path: string, { maxLength }: Proposing): Value | null {
  return candidate === null ? null : textIn(candidate, path, maxLength);
}

/**
 * The event with which a client proposes.
 *
 * @example
 * ```ts
 * import { proposalOf } from "quorate/equivalence";
 *
 * console.log(proposalOf("tea")); // { kind: 'propose', value: 'tea' }
 * ```
 */
export function proposalOf(value: Value): ProposeRequest {
  return { kind: "propose", value };
}

/** A node as part of a system. @param values - what its clients may propose, for whoever explores the system */
export function proposerPart<Types extends ProposerTypes>(
  role: Role<Types>,
  options: Types["options"],
  values: readonly Value[],
): Part<Types["state"], Types> {
  const { self } = options;
  const place = { name: self, instance: "consensus", node: self, role: "proposer", tellsFromTheStart: true };
  return partOf(place, role, options, values.map(proposalOf));
}
