/** What is folded, and stays open when everything is drawn anew, once it was opened. */
import { type Child, element } from "./elements.ts";

/** By what is written on them, without numbers. */
const opened = new Set<string>();

export function fold(text: string, ...children: readonly Child[]): HTMLElement {
  const name = text.replace(/\d+/g, "");
  const made = element(
    "details",
    { open: opened.has(name) },
    element("summary", { "data-key": `fold ${name}` }, text),
    children,
  );
  made.addEventListener("toggle", () => (made.open ? opened.add(name) : opened.delete(name)));
  return made;
}
