/**
 * Why a step refused an event: data for the caller, who may log it, count it or drop the peer. Nothing was sent and
 * nothing has changed.
 *
 * - `malformed`: it is no message of the protocol.
 * - `foreign`: it belongs elsewhere: another transaction, another addressee, or a sender that takes no part.
 * - `impossible`: no correct peer can have sent it to a node in this state.
 * - `untimely`: a local request that the present state does not allow, such as aborting alone while in doubt.
 *
 * @module
 */
import type { NodeId } from "./node-id.ts";

export interface Refusal {
  readonly kind: "malformed" | "foreign" | "impossible" | "untimely";
  /** One sentence for a person. */
  readonly because: string;
  /** The node that can be asked instead, where one is known. */
  readonly leader?: NodeId;
}
