/** What changes is replaced, and nothing else is, so that identity tells. All fields are compared, whatever they are. */
export function hasSameFields<Fields extends object>(one: Fields, other: Fields): boolean {
  for (const name in one) if (one[name] !== other[name]) return false;
  return true;
}
