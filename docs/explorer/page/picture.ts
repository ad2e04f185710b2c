/** The steps that were taken, as a sequence diagram that grows. */
import { sequenceDiagram } from "../../site/sequence-diagram.ts";
import { drawingOf } from "../drawing.ts";
import { byId, element } from "./elements.ts";
import type { Shown } from "./scene.ts";

/** @param from - the first step that is drawn */
export function showPicture({ entry, journey }: Shown, from: number): void {
  const run = drawingOf(journey, Math.min(from, journey.position));
  const picture = byId("picture");
  if (run.scenes.length === 0) {
    picture.replaceChildren(element("p", { class: "quiet" }, "It grows with each step."));
    return;
  }
  const { columns } = journey.world;
  const address = (action: string): string => entry.actions[action]?.specification ?? "#";
  picture.innerHTML = sequenceDiagram(run, columns, address, "The steps that were taken, from top to bottom");
  // The names stay in sight when the picture scrolls.
  const names = columns.map((name) => element("b", {}, name));
  picture.prepend(element("div", { class: "heads", "aria-hidden": "true" }, names));
  picture.style.setProperty("--columns", String(columns.length));
  showNewest(picture);
}

/** Scrolls the picture, and not the page, to the step that was taken last. */
function showNewest(picture: HTMLElement): void {
  picture.scrollTop = picture.scrollHeight;
  const newest = [...picture.querySelectorAll("g.scene")].at(-1)?.getBoundingClientRect();
  const frame = picture.getBoundingClientRect();
  if (newest !== undefined) picture.scrollLeft += newest.left + newest.width / 2 - (frame.left + frame.width / 2);
}
