/**
 * What clients ask a replicated counter: that a request of theirs be counted.
 *
 * @module
 */
import { longestName } from "../../core/name.ts";
import { countIn, type Fields, textIn } from "../../core/taking-in.ts";

/**
 * A request of a client. A client numbers its requests 1, 2, 3 and so on. When it asks again it uses the same number,
 * so a node knows that it is the same request.
 */
export interface CountRequest {
  readonly client: string;
  readonly number: number;
}

/** What a client is told: the number that its request got, the first of all 1. @spec ReplicatedCounter!Answer */
export interface CountAnswer {
  readonly request: CountRequest;
  readonly number: number;
}

/** A copy of a request. @throws Malformed */
export function requestIn({ client, number }: Fields, path: string): CountRequest {
  return { client: textIn(client, `${path}.client`, longestName), number: countIn(number, `${path}.number`) };
}

/** A name that no other request has. */
export function nameOf({ client, number }: CountRequest): string {
  return JSON.stringify([client, number]);
}
