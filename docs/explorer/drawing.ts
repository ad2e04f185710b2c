/**
 * The steps that were taken, as a run to be drawn.
 *
 * @module
 */
import { textOf } from "../../conformance/engine/plain-state.ts";
import { present } from "../../src/core/present.ts";
import { isUp } from "../../src/core/situation.ts";
import type { Addressed } from "../../src/core/system.ts";
import type { DrawnRun, Scene, Sent } from "../site/rehearsal.ts";
import { choiceAfter, type Journey } from "./journey.ts";

/** @param from - the first step that is drawn */
export function drawingOf(journey: Journey, from = 0): DrawnRun {
  const { subject, stage } = journey.world;
  const scenes: Scene[] = [];
  const sent: Sent[] = [];
  for (let at = from; at < journey.position; at++) {
    const { about, node, action, sent: messages } = choiceAfter(journey, at);
    if (about.kind === "lose") {
      const gone = onItsWay(sent, about.message);
      if (gone !== undefined) gone.lost = true;
      continue;
    }
    if (about.kind === "deliver") arrive(sent, about.message, scenes.length);
    for (const message of messages) {
      sent.push({ message, contents: stage.wording.contentsOf(message), from: scenes.length });
    }
    const column = node ?? ("object" in about ? about.object : "");
    scenes.push({ node: column, action, changes: changesBy(journey, at), isUp: isUpAfter(journey, at, node) });
  }
  return { scenes, sent, standing: standingAt(journey, from, subject.system.parts.length) };
}

/** What a step changed, in the words of the code. */
export function changesBy({ world, stops }: Journey, at: number): readonly string[] {
  const [before, after] = [present(stops[at]).state, present(stops[at + 1]).state];
  const texts = world.subject.system.parts.flatMap((_, slot) => {
    const [was, is] = [present(before.situations[slot]), present(after.situations[slot])];
    return was === is ? [] : world.stage.wording.changesBetween(was, is);
  });
  return [...new Set(texts)];
}

function isUpAfter({ world, stops }: Journey, at: number, node: string | undefined): boolean {
  const { situations } = present(stops[at + 1]).state;
  return world.subject.system.parts.every((part, slot) => part.node !== node || isUp(present(situations[slot])));
}

/** The oldest such message on its way. What has arrived can arrive again: then it is drawn once more, from where it was sent last. */
function arrive(sent: Sent[], message: Addressed, at: number): void {
  const waiting = onItsWay(sent, message);
  if (waiting !== undefined) {
    waiting.to = at;
    return;
  }
  const before = sent.findLast((one) => textOf(one.message) === textOf(message));
  if (before !== undefined) sent.push({ message, contents: before.contents, from: before.from, to: at });
}

function onItsWay(sent: readonly Sent[], message: Addressed): Sent | undefined {
  return sent.find(
    ({ message: other, to, lost }) => to === undefined && lost !== true && textOf(other) === textOf(message),
  );
}

/** How each node stands where the picture begins, if it does not begin with the run. */
function standingAt({ world, stops }: Journey, from: number, parts: number): DrawnRun["standing"] {
  const standing = new Map<string, readonly string[]>();
  if (from === 0) return standing;
  for (let slot = 0; slot < parts; slot++) {
    const { node } = present(world.subject.system.parts[slot]);
    const lines = world.stage.wording.standingOf(present(present(stops[from]).state.situations[slot]));
    standing.set(node, [...(standing.get(node) ?? []), ...lines]);
  }
  return standing;
}
