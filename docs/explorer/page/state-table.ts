/** What is known of a node, an object or the users, as a table. */
import type { Row } from "../words.ts";
import { element } from "./elements.ts";
import { fold } from "./fold.ts";

/** A table of names and values, with what the last step has changed. What holds nothing stands below, folded. */
export function table(caption: string, isCaptioned: boolean, rows: readonly Row[]): HTMLElement {
  const isFolded = ({ value, was }: Row): boolean => was === undefined && nothing.includes(value);
  const [telling, folded] = [rows.filter((one) => !isFolded(one)), rows.filter(isFolded)];
  if (telling.length === 0 || folded.length < 2) return tableOf(caption, isCaptioned, rows);
  return element(
    "div",
    {},
    tableOf(caption, isCaptioned, telling),
    fold(`${folded.length} more that hold nothing`, tableOf(`${caption}: what holds nothing`, false, folded)),
  );
}

const nothing: readonly string[] = ["none", "nothing", "None", "0"];

function tableOf(caption: string, isCaptioned: boolean, rows: readonly Row[]): HTMLElement {
  const head = (text: string): HTMLElement => element("th", { scope: "col" }, text);
  return element(
    "table",
    { class: "state" },
    element("caption", { class: isCaptioned ? "" : "hidden" }, caption),
    element("thead", {}, element("tr", {}, head("variable"), head("value"))),
    element("tbody", {}, rows.map(row)),
  );
}

function row({ name, value, was }: Row): HTMLElement {
  const kind = was !== undefined ? "changed" : nothing.includes(value) ? "quiet" : "";
  const before = was === undefined ? undefined : element("small", { class: "was" }, ` changed; was ${was}`);
  return element("tr", { class: kind }, element("th", { scope: "row" }, name), element("td", {}, value, before));
}
