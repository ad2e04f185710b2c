/** TLC's graph of the model beside: which state this is, what TLC allows there, and whether that is what is offered. */
import { here, type Journey } from "../journey.ts";
import {
  type Compared,
  type ComparedStep,
  compared,
  type TlcGraph,
  tlcGraph,
  type WrittenGraph,
} from "../tlc-graph.ts";
import { element } from "./elements.ts";

const loaded = new Map<string, TlcGraph>();

/** A graph that has been asked for before. */
export function graphOf(model: string): TlcGraph | undefined {
  return loaded.get(model);
}

/**
 * Loads a graph. It is a script and not data, since a page that is opened from a disk may not read other files, but may
 * run scripts beside it.
 */
export function loadGraph(model: string, onLoad: (failed: boolean) => void): void {
  Object.assign(globalThis, {
    quorateGraph: (written: WrittenGraph): void => {
      loaded.set(written.model, tlcGraph(written));
    },
  });
  const script = element("script", { src: `graphs/${model}.js` });
  script.addEventListener("load", () => onLoad(false));
  script.addEventListener("error", () => onLoad(true));
  document.head.append(script);
}

/** @param model - that of the world, whatever steps are taken in it */
export function graphPanel(graph: TlcGraph, journey: Journey): readonly HTMLElement[] {
  const { number, steps } = compared(graph, journey.world, here(journey));
  const size = String(graph.digests.length);
  if (number === undefined) {
    return [element("p", { class: "differs" }, `TLC has no such state among the ${size} of ${graph.model}.`)];
  }
  return [
    element(
      "p",
      {},
      "This state is number ",
      element("b", {}, String(number + 1)),
      ` of the ${size} that ${graph.model} has.`,
    ),
    element(
      "p",
      { class: steps.every(({ by }) => by === "both") ? "" : "differs" },
      verdict({ number, steps }, journey),
    ),
    element("ul", { class: "allowed" }, steps.map(step)),
  ];
}

function verdict({ steps }: Compared, journey: Journey): string {
  const { violated } = here(journey);
  if (violated !== undefined) return `TLC would go on; here ${violated} is violated, and nothing more is offered.`;
  const [only, more] = (["TLC", "the step functions"] as const).map(
    (who) => steps.filter(({ by }) => by === who).length,
  );
  if (only === 0 && more === 0) {
    return steps.length === 0
      ? "TLC allows nothing here, and nothing is offered."
      : `TLC allows ${steps.length} ${steps.length === 1 ? "step" : "steps"} here. They are the ones that are offered.`;
  }
  return `What TLC allows and what is offered differ: ${only} only by TLC, ${more} only by the step functions.`;
}

function step({ action, target, by }: ComparedStep): HTMLElement {
  const where = target === undefined ? "to a state that TLC does not have" : `to state ${target + 1}`;
  const who = by === "both" ? "" : `, only by ${by}`;
  return element("li", { class: by === "both" ? "" : "differs" }, element("b", {}, action), ` ${where}${who}`);
}
