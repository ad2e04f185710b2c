/**
 * Whether two values look the same from outside. The values may be anything, and come from anywhere: it never throws. A
 * value that cannot be read, such as a revoked proxy, is the same as itself and as nothing else.
 */
export function isSameValue(one: unknown, other: unknown): boolean {
  try {
    return isSame(one, other, new Set());
  } catch {
    return false;
  }
}

/** @param above - the values whose parts are being compared: a value may contain itself */
function isSame(one: unknown, other: unknown, above: ReadonlySet<unknown>): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  if (above.has(one)) return above.has(other);
  const within = new Set([...above, one, other]);
  const [left, right] = [Object.entries(one), new Map(Object.entries(other))];
  return (
    left.length === right.size &&
    left.every(([name, value]) => right.has(name) && isSame(value, right.get(name), within))
  );
}
