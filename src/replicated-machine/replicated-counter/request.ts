/**
 * What clients ask a replicated counter: that a request of theirs be counted.
 *
 * @module
 */
import type { RequestIdentity } from "../../core/request-identity.ts";

/** A request of a client. To count it, nothing more needs to be known of it. */
export type CountRequest = RequestIdentity;

/** What a client is told: the number that its request got, the first of all 1. @spec ReplicatedCounter!Answer */
export interface CountAnswer {
  readonly request: CountRequest;
  readonly number: number;
}
