/**
 * Whether two values look the same from outside, wherever they come from and whatever they are: it never throws. What
 * cannot be read is the same as itself alone.
 */
export function isSameValue(one: unknown, other: unknown): boolean {
  try {
    return isSame(one, other, new Set());
  } catch {
    return false;
  }
}

/** @param above - what is being compared, and would be met again in a value that contains itself */
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
