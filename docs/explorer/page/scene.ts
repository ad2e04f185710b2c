/** What every panel of the page is made from, and what it can do. */
import type { Choice } from "../../../conformance/engine/choice.ts";
import type { ActionLinks, ProtocolEntry } from "../catalogue.ts";
import type { Journey } from "../journey.ts";
import { aboutText, messageText } from "../words.ts";
import { element } from "./elements.ts";

export interface Shown {
  readonly entry: ProtocolEntry;
  readonly journey: Journey;
  readonly take: (choice: number) => void;
  readonly goTo: (position: number) => void;
}

/** A button that takes a choice. */
export function choiceButton({ journey, take }: Shown, choice: Choice, place: number, text?: string): HTMLElement {
  const detail = text ?? aboutText(journey.world, choice);
  const about = "message" in choice.about ? messageText(journey.world, choice.about.message) : "";
  const key = `${about}${choice.node ?? ""} ${choice.action} ${detail}`;
  // Who sees the page sees it from where the button stands; who hears it hears the buttons alone.
  const where = about === "" && choice.node !== undefined ? `at ${choice.node}` : about;
  return element(
    "button",
    {
      type: "button",
      class: `choice ${choice.about.kind}`,
      "data-key": key,
      on: () => take(place),
    },
    element("b", {}, choice.action),
    detail === "" ? undefined : [" ", element("span", {}, detail)],
    where === "" ? undefined : [" ", element("span", { class: "hidden" }, where)],
  );
}

/** The action, with a link to its definition and one to its function. */
export function actionLinks(action: string, links: ActionLinks | undefined): readonly (HTMLElement | string)[] {
  if (links === undefined) return [element("b", {}, action)];
  const { specification, function: implementing } = links;
  const defined = element("a", { href: specification, class: "action" }, action);
  if (implementing === undefined) return [defined];
  const { name, address } = implementing;
  return [defined, " ", element("a", { href: address, class: "function" }, element("code", {}, `→ ${name}`))];
}
