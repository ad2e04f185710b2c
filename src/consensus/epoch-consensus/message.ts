/**
 * The messages of epoch consensus, as the specification names them, and how each is taken in.
 *
 * @module
 */
import type { MessageIn } from "../../core/description.ts";
import { countIn, Malformed, textIn } from "../../core/taking-in.ts";
import type { Newer } from "../../epochs/election.ts";
import type { EpochEnvelope } from "../../epochs/leadership.ts";
import { type Accepted, acceptedIn, type Value } from "./record.ts";
import type { NodeState } from "./state.ts";

interface OfEpoch {
  readonly epoch: number;
}

interface OfValue {
  readonly value: Value;
}

/** A candidate asks for a vote. @spec EpochConsensus!RequestVote */
export interface RequestVote extends EpochEnvelope<"requestVote">, OfEpoch {}

/** A voter's one vote in an epoch, and what it last accepted before. @spec EpochConsensus!Vote */
export interface Vote extends EpochEnvelope<"vote">, OfEpoch {
  readonly accepted: Accepted;
}

/** A leader puts a value to the vote. @spec EpochConsensus!Proposal */
export interface Propose extends EpochEnvelope<"propose">, OfEpoch, OfValue {}

/** A follower has accepted it. @spec EpochConsensus!Acceptance */
export interface Accept extends EpochEnvelope<"accept">, OfEpoch {}

/** A leader knows that the value is decided. @spec EpochConsensus!Decision */
export interface Decide extends EpochEnvelope<"decide">, OfEpoch, OfValue {}

/** What a client has proposed, passed on to whoever may lead. @spec EpochConsensus!Wish */
export interface Wish extends EpochEnvelope<"wish">, OfValue {}

/** Any message of the protocol. */
export type Message = RequestVote | Vote | Propose | Accept | Decide | Newer | Wish;

type MessagesIn = {
  readonly [Kind in Message["kind"]]: MessageIn<NodeState, Extract<Message, { readonly kind: Kind }>>;
};

/** A copy of each message, field by field. */
export const messages: MessagesIn = {
  requestVote: ({ epoch }, from, to, state) => ({
    kind: "requestVote",
    cluster: state.cluster.identity,
    epoch: countIn(epoch, "epoch"),
    from,
    to,
  }),
  vote: ({ epoch, accepted }, from, to, state) => {
    const vote: Vote = {
      kind: "vote",
      cluster: state.cluster.identity,
      epoch: countIn(epoch, "epoch"),
      from,
      to,
      accepted: acceptedIn(accepted, "accepted", state.maxLength),
    };
    // Whoever has accepted something in an epoch knows its leader, and does not vote in it.
    if (vote.accepted.epoch < vote.epoch) return vote;
    throw new Malformed("accepted.epoch", vote.accepted.epoch, `epoch before that of the vote, ${vote.epoch}`);
  },
  propose: ({ epoch, value }, from, to, state) => ({
    kind: "propose",
    cluster: state.cluster.identity,
    epoch: countIn(epoch, "epoch"),
    from,
    to,
    value: textIn(value, "value", state.maxLength),
  }),
  accept: ({ epoch }, from, to, state) => ({
    kind: "accept",
    cluster: state.cluster.identity,
    epoch: countIn(epoch, "epoch"),
    from,
    to,
  }),
  decide: ({ epoch, value }, from, to, state) => ({
    kind: "decide",
    cluster: state.cluster.identity,
    epoch: countIn(epoch, "epoch"),
    from,
    to,
    value: textIn(value, "value", state.maxLength),
  }),
  newer: ({ epoch }, from, to, state) => ({
    kind: "newer",
    cluster: state.cluster.identity,
    epoch: countIn(epoch, "epoch"),
    from,
    to,
  }),
  wish: ({ value }, from, to, state) => ({
    kind: "wish",
    cluster: state.cluster.identity,
    from,
    to,
    value: textIn(value, "value", state.maxLength),
  }),
};
