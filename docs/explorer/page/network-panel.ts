/** The messages that can arrive, and what users have asked. */
import type { Choice } from "../../../conformance/engine/choice.ts";
import type { Addressed } from "../../../src/core/system.ts";
import { here } from "../journey.ts";
import { messageText, rowsOfAsked } from "../words.ts";
import { element } from "./elements.ts";
import { fold } from "./fold.ts";
import { choiceButton, type Shown } from "./scene.ts";
import { table } from "./state-table.ts";

/** A message stays when it has arrived: it can arrive again. Those that would change nothing stand below, folded. */
export function networkPanel(shown: Shown): readonly HTMLElement[] {
  const { world, stops, position } = shown.journey;
  const { state, choices, violated } = here(shown.journey);
  const before = stops[position - 1]?.state;
  const arriving = new Set(choices.flatMap(({ about }) => (about.kind === "deliver" ? [about.message] : [])));
  const newest = state.messages.toReversed();
  const rows = (messages: readonly Addressed[]): readonly HTMLElement[] =>
    messages.map((message) => messageRow(shown, message, before !== undefined && !before.messages.includes(message)));
  const listed = (messages: readonly Addressed[]): HTMLElement => element("ul", { class: "messages" }, rows(messages));
  const idle = newest.filter((message) => !arriving.has(message));
  const asked = rowsOfAsked(world, state, before);
  const none = newest.length === 0 ? "Nothing is on its way." : "No message can be chosen.";
  const folded =
    violated !== undefined ? `${idle.length} messages` : `${idle.length} more that would change nothing now`;
  return [
    arriving.size === 0
      ? element("p", { class: "quiet" }, none)
      : listed(newest.filter((message) => arriving.has(message))),
    ...(idle.length === 0 ? [] : [fold(folded, listed(idle))]),
    ...(asked.length === 0
      ? []
      : [element("h3", {}, "What users have said"), table("What users have said", false, asked)]),
  ];
}

function messageRow(shown: Shown, message: Addressed, isNew: boolean): HTMLElement {
  const isAbout = ({ about }: Choice): boolean => "message" in about && about.message === message;
  const buttons = here(shown.journey).choices.flatMap((choice, place) =>
    isAbout(choice)
      ? [choiceButton(shown, choice, place, choice.about.kind === "lose" ? "" : `arrives at ${choice.node}`)]
      : [],
  );
  const text = messageText(shown.journey.world, message);
  return element(
    "li",
    { class: isNew ? "changed" : "", "aria-label": text },
    element("span", { class: "message" }, text, isNew ? element("small", {}, " new") : undefined),
    element("span", { class: "choices" }, buttons),
  );
}
