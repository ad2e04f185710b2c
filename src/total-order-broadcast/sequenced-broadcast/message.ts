/**
 * The messages of sequenced broadcast, as the specification names them, and how each is taken in.
 *
 * @module
 */
import type { MessageIn } from "../../core/description.ts";
import type { NodeId } from "../../core/node-id.ts";
import { type DataLimits, plainDataIn } from "../../core/plain-data.ts";
import { identityIn } from "../../core/request-identity.ts";
import type { Addressed } from "../../core/system.ts";
import { countIn, fieldsIn, greatestNumber, lengthIn, listIn, Malformed } from "../../core/taking-in.ts";
import type { BroadcastRequest } from "../epoch-broadcast/log-entry.ts";
import type { NodeState } from "./state.ts";

/** The content of a number: a request, or nothing, if somebody waited too long and filled the gap. @spec SequencedBroadcast!Content */
export type Content = BroadcastRequest | null;

/** A message of one kind within one cluster. */
export interface OfCluster<Kind extends string> extends Addressed {
  readonly kind: Kind;
  readonly cluster: string;
}

/** The contents of the number `first` and of those after it. @spec SequencedBroadcast!Places */
export interface Places extends OfCluster<"places"> {
  readonly first: number;
  readonly contents: readonly Content[];
}

/** Asks for the contents of this number and of those after it. @spec SequencedBroadcast!Missing */
export interface Missing extends OfCluster<"missing"> {
  readonly number: number;
}

/** Any message of the protocol. @spec SequencedBroadcast!Message */
export type Message = Places | Missing;

type MessagesIn = {
  readonly [Kind in Message["kind"]]: MessageIn<NodeState, Extract<Message, { readonly kind: Kind }>>;
};

/** A copy of each message, field by field. */
export const messages: MessagesIn = {
  places: (fields, from, to, { cluster, limits }) => {
    const first = countIn(fields.first, "first");
    const list = listIn(fields.contents, "contents");
    const length = lengthIn(list, "contents", limits.maxPlaces);
    if (first > greatestNumber - length)
      throw new Malformed("first", first, `number after which there are ${length} more`);
    const contents = Array.from({ length }, (_, place): Content => {
      const content = list[place];
      return content === null ? null : requestIn(content, `contents[${place}]`, limits.value);
    });
    return { kind: "places", cluster: cluster.identity, from, to, first, contents };
  },
  missing: ({ number }, from, to, { cluster }) => ({
    kind: "missing",
    cluster: cluster.identity,
    from,
    to,
    number: countIn(number, "number"),
  }),
};

/** A copy of a request. @throws Malformed */
export function requestIn(candidate: unknown, path: string, limits: DataLimits): BroadcastRequest {
  const fields = fieldsIn(candidate, path);
  const request = identityIn(fields, path);
  return fields.value === undefined
    ? request
    : { ...request, value: plainDataIn(fields.value, `${path}.value`, limits) };
}

/** The message with these contents, for another node. */
export function places({ cluster }: NodeState, to: NodeId, first: number, contents: readonly Content[]): Places {
  return { kind: "places", cluster: cluster.identity, from: cluster.self, to, first, contents };
}

/** The message that asks another node. */
export function missing({ cluster }: NodeState, to: NodeId, number: number): Missing {
  return { kind: "missing", cluster: cluster.identity, from: cluster.self, to, number };
}
