/** The most names that stand in one error message. */
const listed = 10;

/** The error when a name is given that does not exist. */
export function unknownName(where: string, what: string, name: string, known: Iterable<string>): Error {
  return new Error(`${where}: no ${what} is named ${name}; known are ${inShort([...known])}`);
}

/** The first ones, and how many more there are. */
export function inShort(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const more = names.length - listed;
  return more > 0 ? `${names.slice(0, listed).join(", ")} and ${more} more` : names.join(", ");
}
