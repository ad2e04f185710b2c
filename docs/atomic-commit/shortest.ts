/**
 * The shortest behaviour of a model in which nothing fails and all commit, and how many messages it takes. The graph is that
 * of the step functions, which TLC's equals.
 *
 * @module
 */
import { walkerOf } from "../../conformance/engine/subject.ts";
import type { Walker } from "../../conformance/engine/walker.ts";
import { constantsNamed } from "../../conformance/graph/model-graph.ts";
import { protocols } from "../../conformance/protocols.ts";
import { protocolsNamed } from "../../conformance/suite/chosen.ts";
import { present } from "../../src/core/present.ts";
import type { Part } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { areOutboxes, outboxes } from "../../src/environment/outboxes.ts";

/** How many steps it has, and the fewest messages that are sent in so many. */
export interface Shortest {
  readonly steps: number;
  readonly messages: number;
  readonly participants: number;
}

/** A state, and the fewest messages that were sent on a shortest way to it. */
interface Reached {
  readonly state: Uint32Array;
  readonly messages: number;
}

const failures: readonly string[] = ["Crash", "Restart", "Lose", "LogMisses"];

/** @throws Error if there is no behaviour of the model in which all commit */
export function shortestCommit(model: string, protocol: string): Shortest {
  const walker = walkerOf(present(protocolsNamed(protocols, protocol)[0]).subjectOf(constantsNamed(model)));
  const participants = walker.system.parts.filter(({ role }) => role === "participant").length;
  const initial = walker.initial();
  const known = new Set([initial.join()]);
  let layer: readonly Reached[] = [{ state: initial, messages: 0 }];
  for (let steps = 0; layer.length > 0; steps++) {
    const ends = layer.filter(({ state }) => haveAllCommitted(walker, state));
    if (ends.length > 0) return { steps, messages: Math.min(...ends.map(({ messages }) => messages)), participants };
    const next = nextLayer(walker, layer, known);
    for (const key of next.keys()) known.add(key);
    layer = [...next.values()];
  }
  throw new Error(`docs: there is no behaviour of ${model} in which all commit`);
}

function nextLayer(walker: Walker, layer: readonly Reached[], known: ReadonlySet<string>): Map<string, Reached> {
  const next = new Map<string, Reached>();
  for (const { state, messages } of layer) {
    const before = messagesIn(walker, state);
    walker.expand(state, (action, after) => {
      const key = after.join();
      if (known.has(key) || failures.includes(walker.actions.value(action))) return;
      const sent = [...messagesIn(walker, after)].filter((message) => !before.has(message)).length;
      const least = next.get(key)?.messages ?? Number.POSITIVE_INFINITY;
      if (messages + sent < least) next.set(key, { state: after.slice(), messages: messages + sent });
    });
  }
  return next;
}

/** Those that are on their way, or still in an outbox. */
function messagesIn(walker: Walker, state: Uint32Array): ReadonlySet<string> {
  const onLinks = walker.links.flatMap((slot, link) => walker.messagesNumbered(link, state[slot] ?? 0));
  const held = walker.objects.flatMap((slot, i) => {
    if (walker.system.objects?.[i]?.name !== outboxes.name) return [];
    const object = walker.objectStateNumbered(slot, state[slot] ?? 0);
    return areOutboxes(object) ? Object.values(object).flat() : [];
  });
  return new Set([...onLinks, ...held].map((message) => JSON.stringify(message)));
}

/** All participants, and a user of the coordinator. */
function haveAllCommitted(walker: Walker, state: Uint32Array): boolean {
  const hasCommitted = (_: Part, slot: number): boolean =>
    outcomeOf(walker.situation(state, slot).told.at(-1)?.value) === "committed";
  const { parts } = walker.system;
  return (
    parts.every((part, slot) => part.role !== "participant" || hasCommitted(part, slot)) &&
    parts.some((part, slot) => part.role !== "participant" && hasCommitted(part, slot))
  );
}

/** A candidate names the transaction, too. */
function outcomeOf(told: unknown): unknown {
  return hasFields(told) ? told.outcome : told;
}
