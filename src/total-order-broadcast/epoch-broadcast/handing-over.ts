/**
 * How a leader hands over to another node: before its machine is shut down, for example.
 *
 * @module
 */
import { impossible, type Next, next, untimely } from "../../core/description.ts";
import type { NodeId } from "../../core/node-id.ts";
import type { Refusal } from "../../core/refusal.ts";
import { election } from "./election.ts";
import type { Message, TakeOver } from "./message.ts";
import { takeOvers } from "./sending.ts";
import type { NodeState, NodeTimer } from "./state.ts";

/**
 * A leader is asked to hand over to another node. From then on it takes no requests, until that node leads or it gives
 * up.
 */
export interface HandOver {
  readonly kind: "handOver";
  readonly to: NodeId;
}

/**
 * The event with which a leader is asked to hand over to another node.
 *
 * @example
 * ```ts
 * import { handOverTo } from "quorate/epoch-broadcast";
 *
 * console.log(handOverTo("b")); // { kind: 'handOver', to: 'b' }
 * ```
 */
export function handOverTo(to: NodeId): HandOver {
  return { kind: "handOver", to };
}

type Then = Next<NodeState, Message, NodeTimer> | Refusal;

/**
 * Once the heir has the whole log, it is told to stand for the next epoch. It is told again each time it says that it
 * has the log, since the message may be lost.
 *
 * @spec EpochBroadcast!HandOver
 */
export function handOver(state: NodeState, { to }: HandOver): Then {
  if (state.role !== "leader") return untimely("it is not the leader", state.leader);
  if (state.heir !== null) return untimely(`it hands over to ${state.heir} already`);
  const handing = { ...state, heir: to };
  return next(handing, takeOvers(handing));
}

/**
 * The others still hear their leader, so they would not say that they suspect. The heir does not ask them, and stands
 * at once.
 *
 * @spec EpochBroadcast!ReceiveTakeOver
 */
export function receiveTakeOver(state: NodeState, { epoch, from }: TakeOver): Then {
  if (epoch < state.epoch) return next(state);
  const { role, leader } = state;
  const isFollower = epoch === state.epoch && role === "follower" && (leader === null || leader === from);
  if (!isFollower) return impossible("it has not followed who hands over to it");
  return election.stand(state);
}

/**
 * If the heir does not become leader, the old leader goes on after a while.
 *
 * @spec EpochBroadcast!GiveUp
 */
export function giveUp(state: NodeState): Then {
  return next({ ...state, heir: null });
}
