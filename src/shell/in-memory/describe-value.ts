/**
 * Any value in one line, for people to read: as JSON if JSON can express it. It never throws, whatever the value is.
 *
 * @module
 */
import { isSequence, slice } from "../../core/sequence.ts";

/** Of a long list the last items are written, and so many of them. */
const written = 3;

/** The value in one line. A text is not put in quotes. */
export function describeValue(value: unknown): string {
  return typeof value === "string" ? value : within(value, []);
}

/** Each field of the value, by its name, in one line. */
export function fieldsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    namesIn(value).map((name) => [name, readable(() => describeValue(Reflect.get(value, name)))]),
  );
}

/** @param above - the values of which this one is a part: they are not described again inside themselves */
function within(value: unknown, above: readonly unknown[]): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return '"(function)"';
  if (typeof value !== "object" || value === null) return String(value);
  return above.includes(value) ? '"(itself)"' : readable(() => contents(value, [...above, value]));
}

/** A sequence as the list of its items, and a long list by its last ones, so that a log takes no more than a line. */
function contents(value: object, above: readonly unknown[]): string {
  const items: unknown = isSequence(value) ? slice(value, 0) : value;
  if (!Array.isArray(items)) {
    const fields = namesIn(value).map(
      (name) => `${JSON.stringify(name)}:${readable(() => within(Reflect.get(value, name), above))}`,
    );
    return `{${fields.join()}}`;
  }
  const isLong = items.length > written + 1;
  const shown = (isLong ? items.slice(-written) : items).map((item) => within(item, above));
  return `[${[...(isLong ? [`"${items.length - written} before"`] : []), ...shown].join()}]`;
}

function namesIn(value: object): readonly string[] {
  try {
    return Object.keys(value);
  } catch {
    return [];
  }
}

function readable(text: () => string): string {
  try {
    return text();
  } catch {
    return '"(unreadable)"';
  }
}
