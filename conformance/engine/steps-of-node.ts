/**
 * A crash of one node, with everything that its disks can be found to hold, and its restart.
 *
 * @module
 */
import { landings } from "../../src/core/landing.ts";
import type { NodeId } from "../../src/core/node-id.ts";
import { present } from "../../src/core/present.ts";
import { crash, isUp } from "../../src/core/situation.ts";
import type { Addressed } from "../../src/core/system.ts";
import { afterwards, withSituation } from "./afterwards.ts";
import type { Choice, Taking } from "./choice.ts";
import type { PlainState } from "./plain-state.ts";
import { stableKey } from "./stable-key.ts";
import type { Subject } from "./subject.ts";

/** A crash, or a restart, of all parts of the node. */
export function stepsOfNode(subject: Subject, state: PlainState, node: NodeId, taking: Taking): readonly Choice[] {
  const { system, environment } = subject;
  const slots = system.parts.flatMap((part, slot) => (part.node === node ? [slot] : []));
  if (!slots.every((slot) => isUp(present(state.situations[slot])))) {
    return environment.mayRestart(node) ? [restarted(subject, state, node, slots, taking)] : [];
  }
  if (!environment.mayCrash(node)) return [];
  const ends = slots.reduce<readonly Left[]>(
    (all, slot) => all.flatMap((one) => crashed(subject, one, slot)),
    [{ state, left: [] }],
  );
  return ends.map(({ state: { objects, ...end }, left }) => ({
    about: { kind: "crash", left },
    node,
    action: "Crash",
    sent: [],
    next: { ...end, objects: objects.map((object, i) => present(system.objects?.[i]).crashed(object, node)) },
  }));
}

/** A state in which some of the parts of a node are down, and what was found on their disks. */
interface Left {
  readonly state: PlainState;
  readonly left: readonly unknown[];
}

function crashed({ system, environment }: Subject, { state, left }: Left, slot: number): readonly Left[] {
  const part = present(system.parts[slot]);
  const situation = present(state.situations[slot]);
  const { durable, writing } = situation;
  const parts = environment.mayTear(part.node) ? part.recordParts : undefined;
  const records = environment.disk === "lands" ? [durable] : landings(durable, writing, parts);
  // The first of those that are alike: a disk that holds what it held is found with that very record.
  const found = [...new Map(records.toReversed().map((record) => [stableKey(record), record])).values()];
  return found.toReversed().map((record) => ({
    state: withSituation(state, slot, crash(situation, record), []),
    left: [...left, record],
  }));
}

function restarted(
  subject: Subject,
  state: PlainState,
  node: NodeId,
  slots: readonly number[],
  taking: Taking,
): Choice {
  const sent: Addressed[] = [];
  const next = slots.reduce((before, slot) => {
    const done = taking.restart(present(subject.system.parts[slot]), present(before.situations[slot]));
    sent.push(...done.sent);
    return afterwards(subject, before, slot, done);
  }, state);
  return { about: { kind: "restart" }, node, action: "Restart", sent, next };
}
