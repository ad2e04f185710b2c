/**
 * What tells one thing that clients ask for from every other: whose it is, and the client's number for it.
 *
 * @module
 */
import { longestName } from "./name.ts";
import { countIn, type Fields, textIn } from "./taking-in.ts";

/**
 * A client numbers what it asks for 1, 2, 3 and so on. When it asks again it uses the same number, so that whoever hears
 * of it knows that it is the same.
 */
export interface RequestIdentity {
  readonly client: string;
  readonly number: number;
}

/** A copy. @throws Malformed */
export function identityIn({ client, number }: Fields, path: string): RequestIdentity {
  return { client: textIn(client, `${path}.client`, longestName), number: countIn(number, `${path}.number`) };
}

/** A name that no other has. */
export function nameOfIdentity({ client, number }: RequestIdentity): string {
  return JSON.stringify([client, number]);
}
