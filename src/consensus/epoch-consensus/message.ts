/**
 * The messages of epoch consensus, as the specification names them, and how each is taken in.
 *
 * @module
 */
import type { MessageIn } from "../../core/description.ts";
import { Malformed, textIn } from "../../core/taking-in.ts";
import type { Newer, PreVote } from "../../epochs/election.ts";
import { type EpochEnvelope, type EpochMessage, messageIn } from "../../epochs/leadership.ts";
import { type Accepted, acceptedIn, type Value } from "./record.ts";
import type { NodeState } from "./state.ts";

interface OfValue {
  readonly value: Value;
}

/** A node asks whether another suspects too that nobody leads. @spec EpochConsensus!RequestPreVote */
export type RequestPreVote = EpochMessage<"requestPreVote">;

/** A candidate asks for a vote. @spec EpochConsensus!RequestVote */
export type RequestVote = EpochMessage<"requestVote">;

/** A voter's one vote in an epoch, and what it last accepted before. @spec EpochConsensus!Vote */
export interface Vote extends EpochMessage<"vote"> {
  readonly accepted: Accepted;
}

/** A leader that has no value to propose yet says that it leads. @spec EpochConsensus!Leading */
export type Lead = EpochMessage<"lead">;

/** A follower that has nothing else to say to its leader. @spec EpochConsensus!Following */
export type Follow = EpochMessage<"follow">;

/** A leader puts a value to the vote. @spec EpochConsensus!Proposal */
export interface Propose extends EpochMessage<"propose">, OfValue {}

/** A follower has accepted it. @spec EpochConsensus!Acceptance */
export type Accept = EpochMessage<"accept">;

/** Whoever knows the decision tells it. @spec EpochConsensus!Decision */
export interface Decide extends EpochEnvelope<"decide">, OfValue {}

/** What a client has proposed, passed on to whoever may lead. @spec EpochConsensus!Wish */
export interface Wish extends EpochEnvelope<"wish">, OfValue {}

/** Any message of the protocol. */
export type Message =
  | RequestPreVote
  | PreVote
  | RequestVote
  | Vote
  | Lead
  | Follow
  | Propose
  | Accept
  | Decide
  | Newer
  | Wish;

type MessagesIn = {
  readonly [Kind in Message["kind"]]: MessageIn<NodeState, Extract<Message, { readonly kind: Kind }>>;
};

/** A copy of each message, field by field. */
export const messages: MessagesIn = {
  requestPreVote: messageIn("requestPreVote"),
  preVote: messageIn("preVote"),
  requestVote: messageIn("requestVote"),
  vote: (fields, from, to, state) => {
    const accepted = acceptedIn(fields.accepted, "accepted", state.maxLength);
    const vote: Vote = { ...messageIn("vote")(fields, from, to, state), accepted };
    // A node that has accepted a value in an epoch knows its leader, and so does not vote in that epoch any more.
    if (vote.accepted.epoch < vote.epoch) return vote;
    throw new Malformed("accepted.epoch", vote.accepted.epoch, `epoch before that of the vote, ${vote.epoch}`);
  },
  lead: messageIn("lead"),
  follow: messageIn("follow"),
  propose: (fields, from, to, state) => ({
    ...messageIn("propose")(fields, from, to, state),
    value: textIn(fields.value, "value", state.maxLength),
  }),
  accept: messageIn("accept"),
  decide: ofNoEpochIn("decide"),
  newer: messageIn("newer"),
  wish: ofNoEpochIn("wish"),
};

function ofNoEpochIn<Kind extends "decide" | "wish">(kind: Kind): MessageIn<NodeState, EpochEnvelope<Kind> & OfValue> {
  return ({ value }, from, to, { cluster, maxLength }) => ({
    kind,
    cluster: cluster.identity,
    from,
    to,
    value: textIn(value, "value", maxLength),
  });
}
