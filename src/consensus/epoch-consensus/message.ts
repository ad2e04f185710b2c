/**
 * The messages of epoch consensus, as the specification names them.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { type Accepted, isAccepted, isEpoch, type Value } from "./record.ts";

interface Envelope<Kind extends string> {
  readonly kind: Kind;
  readonly from: NodeId;
  readonly to: NodeId;
}

interface OfEpoch {
  readonly epoch: number;
}

interface OfValue {
  readonly value: Value;
}

/** A candidate asks for a vote. @spec EpochConsensus!RequestVote */
export interface RequestVote extends Envelope<"requestVote">, OfEpoch {}

/** A voter's one vote in an epoch, and what it last accepted before. @spec EpochConsensus!Vote */
export interface Vote extends Envelope<"vote">, OfEpoch {
  readonly accepted: Accepted;
}

/** A leader puts a value to the vote. @spec EpochConsensus!Proposal */
export interface Propose extends Envelope<"propose">, OfEpoch, OfValue {}

/** A follower has accepted it. @spec EpochConsensus!Acceptance */
export interface Accept extends Envelope<"accept">, OfEpoch {}

/** A leader knows that the value is decided. @spec EpochConsensus!Decision */
export interface Decide extends Envelope<"decide">, OfEpoch, OfValue {}

/** An answer to whoever is behind: there is a higher epoch. @spec EpochConsensus!Newer */
export interface Newer extends Envelope<"newer">, OfEpoch {}

/** What a client has proposed, passed on to whoever may lead. @spec EpochConsensus!Wish */
export interface Wish extends Envelope<"wish">, OfValue {}

/** Any message of the protocol. */
export type Message = RequestVote | Vote | Propose | Accept | Decide | Newer | Wish;

const fieldsOf: Readonly<Record<Message["kind"], readonly ("epoch" | "value" | "accepted")[]>> = {
  requestVote: ["epoch"],
  vote: ["epoch", "accepted"],
  propose: ["epoch", "value"],
  accept: ["epoch"],
  decide: ["epoch", "value"],
  newer: ["epoch"],
  wish: ["value"],
};

const isRight: Readonly<Record<"epoch" | "value" | "accepted", (candidate: unknown) => boolean>> = {
  epoch: (candidate) => isEpoch(candidate) && candidate > 0,
  value: (candidate) => typeof candidate === "string",
  accepted: isAccepted,
};

/** Whether what came from the network is a message. Fields that no message has are no harm. */
export function isMessage(candidate: unknown): candidate is Message {
  if (typeof candidate !== "object" || candidate === null) return false;
  const field = (name: string): unknown => Reflect.get(candidate, name);
  if (typeof field("from") !== "string" || typeof field("to") !== "string") return false;
  const kind = field("kind");
  if (typeof kind !== "string" || !isKind(kind)) return false;
  return fieldsOf[kind].every((name) => isRight[name](field(name)));
}

function isKind(kind: string): kind is Message["kind"] {
  return Object.hasOwn(fieldsOf, kind);
}
