/**
 * TLA+ values as plain data. Sequences and records are functions, as they are in TLA+; the constructors below only make
 * them easier to write.
 *
 * @module
 */
export type TlaValue =
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "model"; readonly name: string }
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "set"; readonly members: readonly TlaValue[] }
  | { readonly kind: "function"; readonly pairs: readonly (readonly [argument: TlaValue, value: TlaValue])[] };

/** A string, `"text"`. It equals no model value, not even one of the same name. */
export function string(text: string): TlaValue {
  return { kind: "string", text };
}

/** A model value: a name that a configuration gave to a constant. */
export function model(name: string): TlaValue {
  return { kind: "model", name };
}

export function integer(value: number): TlaValue {
  return { kind: "integer", value };
}

export function boolean(value: boolean): TlaValue {
  return { kind: "boolean", value };
}

export function set(members: readonly TlaValue[]): TlaValue {
  return { kind: "set", members };
}

export function sequence(values: readonly TlaValue[]): TlaValue {
  return { kind: "function", pairs: values.map((value, i) => [integer(i + 1), value]) };
}

export function record(fields: Readonly<Record<string, TlaValue>>): TlaValue {
  return { kind: "function", pairs: Object.entries(fields).map(([field, value]) => [string(field), value]) };
}

/** A value as a TLA+ expression. */
export function textOf(value: TlaValue): string {
  switch (value.kind) {
    case "string":
      return JSON.stringify(value.text);
    case "model":
      return value.name;
    case "integer":
      return String(value.value);
    case "boolean":
      return value.value ? "TRUE" : "FALSE";
    case "set":
      return `{${value.members.map(textOf).sort().join(", ")}}`;
    case "function":
      return functionText(value.pairs);
  }
}

function isField(key: TlaValue): key is TlaValue & { readonly kind: "string" } {
  return key.kind === "string" && /^[A-Za-z_]\w*$/.test(key.text);
}

function functionText(pairs: readonly (readonly [TlaValue, TlaValue])[]): string {
  if (pairs.length === 0) return "<<>>";
  const fields = pairs.flatMap(([key, value]) => (isField(key) ? [`${key.text} |-> ${textOf(value)}`] : []));
  if (fields.length === pairs.length) return `[${fields.sort().join(", ")}]`;
  const positions = new Map(pairs.flatMap(([key, value]) => (key.kind === "integer" ? [[key.value, value]] : [])));
  const inOrder = pairs.flatMap((_, i) => positions.get(i + 1) ?? []);
  if (inOrder.length === pairs.length) return `<<${inOrder.map(textOf).join(", ")}>>`;
  const maplets = pairs.map(([key, value]) => `${textOf(key)} :> ${textOf(value)}`);
  return `(${maplets.sort().join(" @@ ")})`;
}
