/** The steps that were taken, each with links to the specification and to the code, and those that lie ahead. */
import { changesBy } from "../drawing.ts";
import { choiceAfter } from "../journey.ts";
import { aboutText } from "../words.ts";
import { element } from "./elements.ts";
import { actionLinks, type Shown } from "./scene.ts";

export function stepsPanel(shown: Shown): HTMLElement {
  const { journey, goTo } = shown;
  const start = element(
    "li",
    { class: journey.position === 0 ? "here" : "", "aria-current": journey.position === 0 ? "step" : undefined },
    element(
      "button",
      {
        type: "button",
        class: "number",
        "data-key": "step 0",
        "aria-label": "0: go to the first state",
        on: () => goTo(0),
      },
      "0",
    ),
    element("span", {}, "the first state"),
  );
  return element(
    "ol",
    { class: "steps" },
    start,
    journey.steps.map((_, at) => stepRow(shown, at)),
  );
}

function stepRow({ entry, journey, goTo }: Shown, at: number): HTMLElement {
  const choice = choiceAfter(journey, at);
  const isHere = journey.position === at + 1;
  const isAhead = at + 1 > journey.position;
  const changes = changesBy(journey, at).join(" · ");
  return element(
    "li",
    { class: isHere ? "here" : isAhead ? "ahead" : "", "aria-current": isHere ? "step" : undefined },
    element(
      "button",
      {
        type: "button",
        class: "number",
        "data-key": `step ${at + 1}`,
        "aria-label": `${at + 1}: go to the state after this step`,
        on: () => goTo(at + 1),
      },
      String(at + 1),
    ),
    element(
      "span",
      {},
      actionLinks(choice.action, entry.actions[choice.action]),
      choice.node === undefined ? " " : ` at ${choice.node} `,
      element("small", {}, [aboutText(journey.world, choice), changes].filter((text) => text !== "").join(" — ")),
    ),
  );
}
