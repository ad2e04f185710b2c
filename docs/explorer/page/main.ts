/**
 * The explorer page. What is on it follows from where one stands; whatever is clicked makes the next place, and all of it
 * is drawn anew.
 *
 * @module
 */
import { present } from "../../../src/core/present.ts";
import type { Catalogue, ProtocolEntry } from "../catalogue.ts";
import { changesBy } from "../drawing.ts";
import { along, beginning, choiceAfter, goingTo, here, type Journey, taking } from "../journey.ts";
import { type Link, linkText, type Place, parseLink } from "../link.ts";
import { freeWorldNamed, worldOf } from "../world.ts";
import { byId, element, selectById } from "./elements.ts";
import { focusedNow, refocus } from "./focus.ts";
import { graphOf, graphPanel, loadGraph } from "./graph-panel.ts";
import { networkPanel } from "./network-panel.ts";
import { nodePanels } from "./node-panels.ts";
import { aboutPlace, violation } from "./notes.ts";
import { showPicture } from "./picture.ts";
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
  showOpened();
}

function showOpened(): void {
  const { protocol, steps } = standing.link;
  const length = steps.length === 0 ? "nothing has happened yet" : `a path of ${steps.length} steps`;
  show(`${entryOf(protocol).title}: ${length}.`);
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
  fillSetup(catalogue, entry, { ...link, steps: journey.steps });
  byId("about").replaceChildren(...aboutPlace(entry, link));
  byId("violation").replaceChildren(...violation(entry, journey, link));
  byId("nodes").replaceChildren(...nodePanels(shown));
  byId("network").replaceChildren(...networkPanel(shown));
  byId("taken").replaceChildren(stepsPanel(shown));
  byId("graph").replaceChildren(...graphParts(entry, link));
  showPicture(shown, link.from);
  showHere();
  showControls(happened);
  history.replaceState(null, "", `#${linkText({ ...link, steps: journey.steps })}`);
  refocus(focused);
}

/** The list of steps scrolls by itself, and the page does not. */
function showHere(): void {
  const current = document.querySelector<HTMLElement>(".steps .here");
  const list = current?.parentElement;
  if (current && list) list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
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
  choose("twin", (twin) => open(withTwin(twin)));
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
    // There the keys move what is too wide for the page.
    const isScrolling = event.target instanceof Element && event.target.matches("#picture, pre");
    if (isTyping || isScrolling) return;
    if (event.key === "ArrowLeft") byId("back").click();
    if (event.key === "ArrowRight") byId("forward").click();
  });
}

/** With a mistake, in the world of its model; or again without one, where the world was not made for it. */
function withTwin(name: string): Link {
  const { twin: _, ...place } = placeNow();
  const { twins, models } = entryOf(place.protocol);
  const chosen = twins.find((twin) => twin.name === name);
  const nothing = { steps: [], from: 0 };
  if (chosen !== undefined) return { ...place, twin: name, world: chosen.model, ...nothing };
  const isMade = models.some(({ name: model, isBounded }) => model === place.world && !isBounded);
  return isMade ? start(place.protocol) : { ...place, ...nothing };
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
  playAhead();
}

/** What lies ahead plays by itself, one step after the other. */
function playAhead(): void {
  const { position, steps } = standing.journey;
  if (position === steps.length) return;
  playing = setTimeout(play, millisecondsAStep);
  showControls("The path plays step by step.");
}

listen();
showOpened();
playAhead();
