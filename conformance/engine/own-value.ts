/**
 * What a record has under a name that comes from outside. Every object inherits a `constructor`, and an invariant may be
 * called so.
 */
export function ownValue<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
