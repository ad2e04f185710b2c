/** Elements of the page, written as they are nested. */

/** What an element has besides its children. `on` is what a click does. */
export interface Attributes {
  readonly [name: string]: string | boolean | (() => void) | undefined;
  readonly on?: () => void;
}

export type Child = Node | string | undefined | readonly Child[];

/** An element. An attribute that is `false` or `undefined` is left out, and one that is `true` has no value. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener("click", value);
    else if (value === true) made.setAttribute(name, "");
    else if (typeof value === "string") made.setAttribute(name, value);
  }
  made.append(...flat(children));
  return made;
}

/** The element of the page that has this id. @throws Error if there is none */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}

/** A list in which one thing can be chosen. @throws Error if there is none of this id */
export function selectById(id: string): HTMLSelectElement {
  const found = byId(id);
  if (!(found instanceof HTMLSelectElement)) throw new Error(`#${id} is no list to choose from`);
  return found;
}

function flat(children: readonly Child[]): readonly (Node | string)[] {
  return children.flatMap((child) => {
    if (child === undefined) return [];
    return child instanceof Node || typeof child === "string" ? [child] : flat(child);
  });
}
