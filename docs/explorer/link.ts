/**
 * A path as a link: what stands behind the `#` of the page's address. A choice is its place in the ordered list of
 * choices, which depends on nothing but the state, so a link is short, and is the same path wherever it is opened.
 *
 * @module
 */

/** What is played with, by names. */
export interface Place {
  readonly protocol: string;
  /** A model, or `free3`. */
  readonly world: string;
  readonly twin?: string;
}

export interface Link extends Place {
  readonly steps: readonly number[];
  /** After how many steps it is shown first. */
  readonly from: number;
  /** To which state the last one goes back, by the steps to it, where the path is a lasso. */
  readonly loop?: number;
}

/** As `p=two-phase-commit&w=free3&s=0.1.0.2`. */
export function linkText({ protocol, world, twin, steps, from, loop }: Link): string {
  const fields = new URLSearchParams({ p: protocol, w: world });
  if (twin !== undefined) fields.set("t", twin);
  if (steps.length > 0) fields.set("s", steps.map((step) => step.toString(36)).join("."));
  if (from > 0) fields.set("f", String(from));
  if (loop !== undefined) fields.set("l", String(loop));
  return fields.toString();
}

/** Nothing if the text is no link. */
export function parseLink(text: string): Link | undefined {
  const fields = new URLSearchParams(text);
  const [protocol, world, twin, loop] = ["p", "w", "t", "l"].map((name) => fields.get(name) ?? undefined);
  if (protocol === undefined || world === undefined) return undefined;
  const written = fields.get("s") ?? "";
  const steps = written === "" ? [] : written.split(".").map((step) => Number.parseInt(step, 36));
  const from = Number(fields.get("f") ?? 0);
  const numbers = [...steps, from, ...(loop === undefined ? [] : [Number(loop)])];
  if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) return undefined;
  return {
    protocol,
    world,
    steps,
    from,
    ...(twin === undefined ? {} : { twin }),
    ...(loop === undefined ? {} : { loop: Number(loop) }),
  };
}
