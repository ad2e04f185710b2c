/** Keeps the focus where it was when everything is drawn anew. */
import { byId } from "./elements.ts";

/** What has the focus: a button by its key, and the panel in which it was. */
export interface Focused {
  readonly key: string | undefined;
  readonly panel: string | undefined;
}

export function focusedNow(): Focused {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement)) return { key: undefined, panel: undefined };
  return { key: active.dataset.key, panel: active.closest<HTMLElement>("[data-panel]")?.dataset.panel };
}

export function refocus({ key, panel }: Focused): void {
  if (key === undefined && panel === undefined) return;
  const all = [...document.querySelectorAll<HTMLElement>("[data-key]")];
  const heading =
    panel === undefined ? undefined : document.querySelector<HTMLElement>(`[data-panel="${CSS.escape(panel)}"] h3`);
  (all.find((one) => key !== undefined && one.dataset.key === key) ?? heading ?? byId("network-heading")).focus({
    preventScroll: true,
  });
}
