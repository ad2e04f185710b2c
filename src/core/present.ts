/**
 * The value, which the program knows to be there.
 *
 * @throws Error if the program is wrong.
 */
export function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("something is missing that is always there");
  return value;
}
