/**
 * The explorer page. What is on it follows from where one stands; whatever is clicked makes the next place, and all of it
 * is drawn anew.
 *
 * @module
 */
import { present } from "../../../src/core/present.ts";
import { sequenceDiagram } from "../../site/sequence-diagram.ts";
import type { Catalogue, ProtocolEntry } from "../catalogue.ts";
import { changesBy, drawingOf } from "../drawing.ts";
import { along, beginning, choiceAfter, goingTo, here, type Journey, taking } from "../journey.ts";
import { type Link, linkText, type Place, parseLink } from "../link.ts";
import { freeWorldNamed, worldOf } from "../world.ts";
import { byId, element, selectById } from "./elements.ts";
import { graphOf, graphPanel, loadGraph } from "./graph-panel.ts";
import { networkPanel } from "./network-panel.ts";
import { nodePanels } from "./node-panels.ts";
import { fillSetup } from "./setup-form.ts";
import { stepsPanel } from "./steps-panel.ts";

const catalogue: Catalogue = JSON.parse(byId("catalogue").textContent);
const millisecondsAStep = 1100;

/** A link, and how far it has been followed. */
interface Standing {
  readonly link: Link;
  readonly journey: Journey;
}

let standing = opened(linkHere() ?? start(present(catalogue.protocols[0]).name));
let playing: ReturnType<typeof setTimeout> | undefined;

function linkHere(): Link | undefined {
  return parseLink(location.hash.slice(1));
}

function start(protocol: string): Link {
  return { protocol, world: freeWorldNamed(3), steps: [], from: 0 };
}

function entryOf(protocol: string): ProtocolEntry {
  return present(catalogue.protocols.find(({ name }) => name === protocol));
}

/** A link that leads nowhere is said to, and the page begins as without one. */
function opened(link: Link): Standing {
  try {
    const world = worldOf(link, catalogue.protocols.find(({ name }) => name === link.protocol)?.models ?? []);
    byId("problem").textContent = "";
    return { link, journey: goingTo(along(world, link.steps), link.from) };
  } catch (error) {
    byId("problem").textContent =
      `This link leads nowhere: ${String(error)}. It may be of another version of the page.`;
    const first = start(present(catalogue.protocols[0]).name);
    return { link: first, journey: beginning(worldOf(first, [])) };
  }
}

function open(link: Link): void {
  pause();
  standing = opened(link);
  show(
    `${entryOf(link.protocol).title}: ${link.steps.length === 0 ? "nothing has happened yet" : `a path of ${link.steps.length} steps`}.`,
  );
}

/** Another choice than the one ahead leaves the path: what lay ahead is forgotten, and so is that it was a lasso. */
function take(choice: number): void {
  pause();
  const journey = taking(standing.journey, choice);
  const isSame = journey.steps === standing.journey.steps;
  const { loop: _, ...rest } = standing.link;
  standing = { link: isSame ? standing.link : { ...rest, steps: journey.steps }, journey };
  show(lastStep());
}

function goTo(position: number): void {
  standing = { ...standing, journey: goingTo(standing.journey, position) };
  show(standing.journey.position === 0 ? "This is the first state." : lastStep());
}

function lastStep(): string {
  const { journey } = standing;
  const { position } = journey;
  const { action, node } = choiceAfter(journey, position - 1);
  const changes = changesBy(journey, position - 1).join(", ");
  const { violated } = here(journey);
  return [
    `Step ${position}: ${action}${node === undefined ? "" : ` at ${node}`}${changes === "" ? "" : `; ${changes}`}.`,
    ...(violated === undefined ? [] : [`${violated} is violated.`]),
  ].join(" ");
}

function pause(): void {
  clearTimeout(playing);
  playing = undefined;
}

/** Goes on by itself; at the end of a lasso, back to where it goes back to. */
function play(): void {
  const { journey, link } = standing;
  const isAtEnd = journey.position === journey.steps.length;
  if (isAtEnd && link.loop === undefined) {
    pause();
    show(lastStep());
    return;
  }
  playing = setTimeout(play, millisecondsAStep);
  goTo(isAtEnd ? (link.loop ?? 0) : journey.position + 1);
}

/** Draws everything. @param happened - what is said to those who do not see it */
function show(happened: string): void {
  const { journey, link } = standing;
  const entry = entryOf(link.protocol);
  const shown = { entry, journey, take, goTo };
  const focused = focusedNow();
  fillSetup(catalogue, entry, link);
  byId("about").replaceChildren(...aboutPlace(entry, link));
  byId("violation").replaceChildren(...violation(entry));
  byId("nodes").replaceChildren(...nodePanels(shown));
  byId("network").replaceChildren(...networkPanel(shown));
  byId("taken").replaceChildren(stepsPanel(shown));
  byId("graph").replaceChildren(...graphParts(entry, link));
  showPicture(entry);
  showControls(happened);
  history.replaceState(null, "", `#${linkText({ ...link, steps: journey.steps })}`);
  refocus(focused);
}

function showPicture(entry: ProtocolEntry): void {
  const { journey, link } = standing;
  const from = Math.min(link.from, journey.position);
  const run = drawingOf(journey, from);
  const picture = byId("picture");
  if (run.scenes.length === 0) {
    picture.replaceChildren(element("p", { class: "quiet" }, "It grows with each step."));
    return;
  }
  const address = (action: string): string => entry.actions[action]?.specification ?? "#";
  picture.innerHTML = sequenceDiagram(
    run,
    journey.world.columns,
    address,
    "The steps that were taken, from top to bottom",
  );
  picture.style.setProperty("--columns", String(journey.world.columns.length));
  picture.scrollTop = picture.scrollHeight;
}

function showControls(happened: string): void {
  const { journey, link } = standing;
  const { position, steps } = journey;
  const ends = link.loop === undefined ? "" : `, then back to ${link.loop}, again and again`;
  byId("where").textContent = `Step ${position} of ${steps.length}${ends}`;
  byId("happened").textContent = happened;
  byId("play").textContent = playing === undefined ? "Play" : "Pause";
  const isAtEnd = position === steps.length;
  disable("back", position === 0);
  disable("first", position === 0);
  disable("forward", isAtEnd);
  disable("last", isAtEnd);
  disable("play", isAtEnd && (link.loop === undefined || steps.length === 0));
}

/** By what it says, and not by the property: a button that has the focus keeps it. */
function disable(id: string, isDisabled: boolean): void {
  byId(id).setAttribute("aria-disabled", String(isDisabled));
}

/** What the model shows, and what the mistake is. */
function aboutPlace(entry: ProtocolEntry, { world, twin }: Place): readonly (HTMLElement | string)[] {
  const model = entry.models.find(({ name, isBounded }) => name === world && isBounded);
  const mistake = entry.twins.find(({ name }) => name === twin);
  return [
    ...(model === undefined ? [] : [element("p", {}, element("b", {}, model.name), `: ${model.shows}`)]),
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
function violation(entry: ProtocolEntry): readonly HTMLElement[] {
  const { journey, link } = standing;
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

function graphParts(entry: ProtocolEntry, { world }: Link): readonly (HTMLElement | string)[] {
  const model = entry.models.find(({ name }) => name === world);
  if (model?.states === undefined) {
    return [
      element(
        "p",
        { class: "quiet" },
        model?.isBounded === true
          ? `TLC's graph of ${model.name} is not part of this page.`
          : "Where nothing is bounded there is no graph: choose a model above.",
      ),
    ];
  }
  const graph = graphOf(model.name);
  if (graph !== undefined) return graphPanel(graph, standing.journey);
  const onLoad = (failed: boolean): void =>
    show(failed ? `TLC's graph of ${model.name} is not there.` : `TLC's graph of ${model.name} is loaded.`);
  return [
    element(
      "button",
      { type: "button", id: "load-graph", on: () => loadGraph(model.name, onLoad) },
      `Show TLC's graph of ${model.name} (${model.states} states)`,
    ),
  ];
}

/** What has the focus: a button by its key, otherwise the panel in which it was. */
interface Focused {
  readonly key: string | undefined;
  readonly panel: string | undefined;
}

function focusedNow(): Focused {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement)) return { key: undefined, panel: undefined };
  return { key: active.dataset.key, panel: active.closest<HTMLElement>("[data-panel]")?.dataset.panel };
}

function refocus({ key, panel }: Focused): void {
  if (key === undefined) return;
  const all = [...document.querySelectorAll<HTMLElement>("[data-key]")];
  const heading =
    panel === undefined ? undefined : document.querySelector<HTMLElement>(`[data-panel="${CSS.escape(panel)}"] h3`);
  (all.find((one) => one.dataset.key === key) ?? heading ?? byId("network-heading")).focus({ preventScroll: true });
}

function listen(): void {
  const press = (id: string, act: () => void): void =>
    byId(id).addEventListener("click", () => {
      if (byId(id).getAttribute("aria-disabled") !== "true") act();
    });
  const going = (act: () => void) => (): void => {
    pause();
    act();
  };
  press(
    "back",
    going(() => goTo(standing.journey.position - 1)),
  );
  press(
    "forward",
    going(() => goTo(standing.journey.position + 1)),
  );
  press(
    "first",
    going(() => goTo(0)),
  );
  press(
    "last",
    going(() => goTo(standing.journey.steps.length)),
  );
  press("play", () => {
    if (playing === undefined) return play();
    pause();
    show("Paused.");
  });
  press("copy", copyLink);
  choose("protocol", (protocol) => open(start(protocol)));
  choose("world", (world) => open({ ...placeNow(), world, steps: [], from: 0 }));
  choose("twin", (twin) => {
    const { twin: _, ...place } = placeNow();
    const chosen = entryOf(place.protocol).twins.find(({ name }) => name === twin);
    const world =
      entryOf(place.protocol).models.some(({ name, isBounded }) => name === place.world && isBounded) ||
      place.world.startsWith("free")
        ? place.world
        : freeWorldNamed(3);
    open(
      chosen === undefined
        ? { ...place, world, steps: [], from: 0 }
        : { ...place, twin, world: chosen.model, steps: [], from: 0 },
    );
  });
  choose("path", (text) => {
    const link = parseLink(text);
    if (link !== undefined) openAndPlay(link);
  });
  addEventListener("hashchange", () => {
    const link = linkHere();
    if (link !== undefined) openAndPlay(link);
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLSelectElement || event.altKey || event.ctrlKey || event.metaKey;
    if (isTyping) return;
    if (event.key === "ArrowLeft") byId("back").click();
    if (event.key === "ArrowRight") byId("forward").click();
  });
}

function placeNow(): Place {
  const { protocol, world, twin } = standing.link;
  return { protocol, world, ...(twin === undefined ? {} : { twin }) };
}

function choose(id: string, act: (value: string) => void): void {
  const list = selectById(id);
  list.addEventListener("change", () => act(list.value));
}

function copyLink(): void {
  navigator.clipboard.writeText(location.href).then(
    () => show("The link is copied."),
    () => show("This browser does not let a page copy: the link is the address above."),
  );
}

function openAndPlay(link: Link): void {
  open(link);
  if (standing.journey.position < standing.journey.steps.length) playing = setTimeout(play, millisecondsAStep);
  if (playing !== undefined) showControls("The path plays step by step.");
}

listen();
openAndPlay(standing.link);
