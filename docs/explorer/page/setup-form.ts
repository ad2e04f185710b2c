/** What can be chosen: the protocol, the model or the number of nodes, a mistake, and a path that was found before. */
import type { Catalogue, PathEntry, ProtocolEntry } from "../catalogue.ts";
import { type Link, linkText } from "../link.ts";
import { nodeCounts } from "../stages.ts";
import { freeWorldNamed } from "../world.ts";
import { element, selectById } from "./elements.ts";

type Option = readonly [value: string, text: string];
type Group = readonly [label: string, options: readonly Option[]];

/** Fills the lists, and shows what is chosen. */
export function fillSetup({ protocols }: Catalogue, entry: ProtocolEntry, link: Link): void {
  const nodes = nodeCounts.map((count): Option => [freeWorldNamed(count), `${count} nodes, and every fault`]);
  const compared = entry.models.filter(({ isBounded }) => isBounded);
  const own = entry.models.filter(({ name, isBounded }) => !isBounded && name === link.world);
  fill("protocol", [["", protocols.map(({ name, title }) => [name, title])]], link.protocol);
  fill(
    "world",
    [
      [
        "Nothing bounded",
        [...nodes, ...own.map(({ name }): Option => [name, `the nodes of ${name}, and every fault`])],
      ],
      ["As bounded as a model", compared.map(({ name }) => [name, name])],
    ],
    link.world,
  );
  fill(
    "twin",
    [
      ["", [["", "the real ones"]]],
      ["With a mistake", entry.twins.map(({ name }) => [name, name.replace(/^.*_Bug_/, "")])],
    ],
    link.twin ?? "",
  );
  fill("path", pathGroups(entry.paths), linkText(link));
}

function pathGroups(paths: readonly PathEntry[]): readonly Group[] {
  const of = (kind: PathEntry["kind"]): readonly Option[] =>
    paths.filter((path) => path.kind === kind).map(({ link, title }) => [link, title]);
  return [
    ["", [["", "one of your own"]]],
    ["Runs of the guide", of("run")],
    ["Counterexamples of TLC", of("counterexample")],
  ];
}

function fill(id: string, groups: readonly Group[], chosen: string): void {
  const option = ([value, text]: Option): HTMLElement => element("option", { value, selected: value === chosen }, text);
  const shown = groups.filter(([, options]) => options.length > 0);
  selectById(id).replaceChildren(
    ...shown.flatMap(([label, options]) =>
      label === "" ? options.map(option) : [element("optgroup", { label }, options.map(option))],
    ),
  );
}
