/** What is said of where one is: what the model shows, what the mistake is, and which property is violated. */
import type { ProtocolEntry } from "../catalogue.ts";
import { here, type Journey } from "../journey.ts";
import { type Link, linkText, type Place } from "../link.ts";
import { element } from "./elements.ts";

/** What the model shows, where it begins, and what the mistake is. */
export function aboutPlace(entry: ProtocolEntry, { world, twin }: Place): readonly (HTMLElement | string)[] {
  const model = entry.models.find(({ name, isBounded }) => name === world && isBounded);
  const begins = entry.models.find(({ name }) => name === world)?.begins;
  const mistake = entry.twins.find(({ name }) => name === twin);
  return [
    ...(model === undefined ? [] : [element("p", {}, element("b", {}, model.name), `: ${model.shows}`)]),
    ...(begins === undefined
      ? []
      : [
          element(
            "p",
            {},
            "It begins later than with the start: where the specification says ",
            element("b", {}, begins),
            ".",
          ),
        ]),
    ...(mistake === undefined
      ? []
      : [
          element(
            "p",
            { class: "mistake" },
            element("b", {}, mistake.name),
            `: ${mistake.shows} TLC finds that it violates `,
            propertyName(entry, mistake.property),
            ".",
          ),
        ]),
  ];
}

/** A property that is violated here; or, at the end of a path that TLC has found, what TLC says that is. */
export function violation(entry: ProtocolEntry, journey: Journey, link: Link): readonly HTMLElement[] {
  const { violated } = here(journey);
  if (violated !== undefined)
    return violationOf(entry, violated, "is violated here", "Nothing can be done any more; go back.");
  const path = entry.paths.find(({ link: known }) => known === linkText({ ...link, steps: journey.steps }));
  const isAtEnd = journey.position === journey.steps.length && journey.steps.length > 0;
  if (path?.violates === undefined || !isAtEnd) return [];
  const how = link.loop === undefined ? "here" : `by going back to state ${link.loop}, again and again`;
  return violationOf(
    entry,
    path.violates,
    `is violated ${how}, as TLC finds`,
    "No property of the step functions says so: it is one of TLC's alone.",
  );
}

function violationOf(entry: ProtocolEntry, name: string, how: string, what: string): readonly HTMLElement[] {
  const text = entry.properties[name]?.text;
  return [
    element("p", {}, propertyName(entry, name), ` ${how}. `, element("small", {}, what)),
    ...(text === undefined ? [] : [element("pre", { class: "tla", tabindex: "0" }, text)]),
  ];
}

function propertyName(entry: ProtocolEntry, name: string): HTMLElement {
  const address = entry.properties[name]?.address;
  return address === undefined ? element("b", {}, name) : element("a", { href: address }, name);
}
