/**
 * A text that is the same for equal plain data, whatever the order of its fields, and another for different ones.
 *
 * @throws TypeError if the value is not plain data: a Map would look like any other Map.
 */
export function stableKey(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (isRecord(inner) ? sorted(inner) : scalar(inner))) ?? "undefined";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw notPlain(value);
  return true;
}

function scalar(value: unknown): unknown {
  const isPlain =
    typeof value === "number" ? Number.isFinite(value) : typeof value !== "function" && typeof value !== "symbol";
  if (!isPlain) throw notPlain(value);
  return value;
}

function notPlain(value: unknown): TypeError {
  return new TypeError(`${Object.prototype.toString.call(value)} is no plain data, so it cannot be compared`);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
