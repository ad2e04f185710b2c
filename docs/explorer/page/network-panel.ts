/** The messages that can arrive, and what users have asked. */
import type { Choice } from "../../../conformance/engine/choices.ts";
import type { Addressed } from "../../../src/core/system.ts";
import { here } from "../journey.ts";
import { messageText, rowsOfAsked } from "../words.ts";
import { element } from "./elements.ts";
import { table } from "./node-panels.ts";
import { choiceButton, type Shown } from "./scene.ts";

export function networkPanel(shown: Shown): readonly HTMLElement[] {
  const { world, stops, position } = shown.journey;
  const { state } = here(shown.journey);
  const before = stops[position - 1]?.state;
  const messages = state.messages.toReversed();
  const isNew = (message: Addressed): boolean => before !== undefined && !before.messages.includes(message);
  const asked = rowsOfAsked(world, state, before);
  return [
    messages.length === 0
      ? element("p", { class: "quiet" }, "Nothing is on its way.")
      : element(
          "ul",
          { class: "messages" },
          messages.map((message) => messageRow(shown, message, isNew(message))),
        ),
    ...(asked.length === 0
      ? []
      : [element("h3", {}, "What users have said"), table("What users have said", false, asked)]),
  ];
}

/** A message stays when it has arrived: it can arrive again. Where it would change nothing there is nothing to choose. */
function messageRow(shown: Shown, message: Addressed, isNew: boolean): HTMLElement {
  const { choices } = here(shown.journey);
  const isAbout = ({ about }: Choice): boolean => "message" in about && about.message === message;
  const buttons = choices.flatMap((choice, place) => {
    if (!isAbout(choice)) return [];
    return [
      choiceButton(shown, choice, place, choice.about.kind === "lose" ? "remove it" : `arrives at ${choice.node}`),
    ];
  });
  const arrives = choices.some((choice) => isAbout(choice) && choice.about.kind === "deliver");
  return element(
    "li",
    { class: isNew ? "changed" : arrives ? "" : "quiet" },
    element(
      "span",
      { class: "message" },
      messageText(shown.journey.world, message),
      isNew ? element("small", {}, " new") : undefined,
    ),
    element(
      "span",
      { class: "choices" },
      buttons,
      arrives ? undefined : element("small", {}, "would change nothing now"),
    ),
  );
}
