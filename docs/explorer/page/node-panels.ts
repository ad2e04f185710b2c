/** A panel for each node and each object: what can be done there, and its state as a table. */
import type { Choice } from "../../../conformance/engine/choice.ts";
import { present } from "../../../src/core/present.ts";
import { isUp } from "../../../src/core/situation.ts";
import { nodesOf } from "../../../src/core/system.ts";
import { here } from "../journey.ts";
import { rowsOfObject, rowsOfPart } from "../words.ts";
import { element } from "./elements.ts";
import { choiceButton, type Shown } from "./scene.ts";
import { table } from "./state-table.ts";

export function nodePanels(shown: Shown): readonly HTMLElement[] {
  const { world } = shown.journey;
  const objects = world.subject.system.objects ?? [];
  return [
    ...nodesOf(world.subject.system).map((node) => nodePanel(shown, node)),
    ...objects.map((_, i) => objectPanel(shown, i)),
  ];
}

function nodePanel(shown: Shown, node: string): HTMLElement {
  const { world, stops, position } = shown.journey;
  const { state } = here(shown.journey);
  const before = stops[position - 1]?.state;
  const slots = world.subject.system.parts.flatMap((part, slot) => (part.node === node ? [slot] : []));
  const up = slots.every((slot) => isUp(present(state.situations[slot])));
  const role = present(world.subject.system.parts[slots[0] ?? 0]).role;
  const isOwn = ({ about, node: at }: Choice): boolean => at === node && about.kind !== "deliver";
  return panel(
    node,
    `${role === "node" ? "" : `${role}, `}${up ? "up" : "down"}`,
    buttons(shown, isOwn),
    slots.map((slot) => {
      const { instance } = present(world.subject.system.parts[slot]);
      const name = slots.length > 1 ? `The state of ${node} in ${instance}` : `The state of ${node}`;
      return table(name, slots.length > 1, rowsOfPart(world, slot, state, before));
    }),
    up ? "" : "down",
  );
}

function objectPanel(shown: Shown, i: number): HTMLElement {
  const { world, stops, position } = shown.journey;
  const { name } = present(world.subject.system.objects?.[i]);
  const rows = rowsOfObject(world, i, here(shown.journey).state, stops[position - 1]?.state);
  const isOwn = ({ about }: Choice): boolean => about.kind === "object" && about.object === name;
  return panel(name, "object", buttons(shown, isOwn), [table(`The state of ${name}`, false, rows)], "");
}

function panel(
  name: string,
  what: string,
  choices: readonly HTMLElement[],
  tables: readonly HTMLElement[],
  kind: string,
): HTMLElement {
  const nothing = choices.length === 0 ? element("p", { class: "quiet" }, "Nothing can be chosen here.") : undefined;
  return element(
    "section",
    { class: `panel node ${kind}`, "data-panel": name },
    element("h3", { tabindex: "-1" }, name, " ", element("small", {}, what)),
    element("div", { class: "choices" }, choices, nothing),
    tables,
  );
}

function buttons(shown: Shown, isOwn: (choice: Choice) => boolean): readonly HTMLElement[] {
  return here(shown.journey).choices.flatMap((choice, place) =>
    isOwn(choice) ? [choiceButton(shown, choice, place)] : [],
  );
}
