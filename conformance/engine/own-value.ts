/**
 * What a record has under a name that comes from outside. Every record would otherwise have a `constructor`, which is as
 * good a name for an invariant as any.
 */
export function ownValue<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
