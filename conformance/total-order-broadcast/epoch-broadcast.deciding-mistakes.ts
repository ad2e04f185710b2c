/**
 * The mistakes that a node of epoch broadcast can make of what is decided: too early, in silence, or not for everybody.
 *
 * @module
 */
import { delivered } from "../../src/core/effect.ts";
import { reachedByQuorum } from "../../src/core/quorum.ts";
import { sequenceOf } from "../../src/core/sequence.ts";
import { changed } from "../../src/core/step.ts";
import type { AnyEffect, Part } from "../../src/core/system.ts";
import { epochAt } from "../../src/total-order-broadcast/epoch-broadcast/log.ts";
import { tidings } from "../../src/total-order-broadcast/epoch-broadcast/sending.ts";
import { type NodeState, toldOf } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { type Given, type Result, saying } from "../engine/mistaken.ts";
import { sending } from "../engine/mistakes.ts";

/** Counts the entries of the leader with the others', on disk or not. */
export function countsItself(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  const { role, epoch, log, followers, cluster } = right.state;
  if (role !== "leader" || state.role !== "leader" || right.outcome === "refused") return undefined;
  const { nodes, self, quorums } = cluster;
  const match = followers.match.with(nodes.indexOf(self), log.entries.length);
  const reached = reachedByQuorum(quorums.proposal, nodes, match);
  return epochAt(log, reached) === epoch && isCounting(state, right) ? deciding(right, reached) : undefined;
}

/** Decides what a quorum has, of whatever epoch it is. */
export function decidesByCounting(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  const right = part.step(state, event);
  const { role, cluster, followers } = right.state;
  if (role !== "leader" || right.outcome !== "changed") return undefined;
  return deciding(right, reachedByQuorum(cluster.quorums.proposal, cluster.nodes, followers.match));
}

/** Whether the step has counted somebody. */
function isCounting(before: NodeState, { state }: Result<NodeState>): boolean {
  return state.followers.match !== before.followers.match;
}

/** Tells nobody at once that all of its log is decided. */
export function decidesSilently(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.state.role !== "leader" || tidings(state, right.state).length === 0) return undefined;
  // Where all is decided that it has, there is nothing else to send.
  return changed(
    right.state,
    right.effects.filter(({ kind }) => kind !== "send"),
  );
}

/** The second node does not deliver what the first client broadcasts. */
export function skipsADelivery(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  const { self, nodes } = state.cluster;
  if (self !== nodes[1] || right.outcome !== "changed") return undefined;
  const isSkipped = (entry: unknown): boolean => Reflect.get(Object(entry), "client") === "a";
  return changed(
    right.state,
    right.effects.map((effect) =>
      effect.kind === "deliver"
        ? { kind: "deliver", first: 1, values: sequenceOf(delivered(effect).filter((entry) => !isSkipped(entry))) }
        : effect,
    ),
  );
}

/** The same result, with more that is decided, of which the user is told, and whoever is told anything. */
export function deciding(right: Result<NodeState>, decided: number): Result<NodeState> | undefined {
  if (decided <= right.state.decided) return undefined;
  const after = { ...right.state, decided };
  const isAppend = sending("append");
  const effects = right.effects.map((effect) => (isAppend(effect) ? withDecided(effect, decided) : effect));
  return saying(changed(after, [...effects, ...toldOf(right.state, after)]), tidings(right.state, after));
}

function withDecided(effect: AnyEffect, decided: number): AnyEffect {
  return effect.kind === "send" ? { kind: "send", message: Object.assign({}, effect.message, { decided }) } : effect;
}
