/**
 * How `spec/manifest.json` is laid out: a few lines for each row, in one order of the fields, whoever writes it. So two
 * people who add rows differ in these rows alone.
 */
import { isRecord } from "./manifest-configuration.ts";

const width = 120;

/** The fields of a row, those of each line together. */
const lines: readonly (readonly string[])[] = [
  ["name", "tier", "expected", "length", "distinct", "generated", "depth", "graph", "checked", "deadlock"],
  ["problem", "protocol", "specification", "module", "claims"],
  ["sets", "values", "behaviour", "init", "next", "bounds"],
  ["invariants", "properties"],
  ["reaches"],
  ["shows"],
];
const known: ReadonlySet<string> = new Set(lines.flat());

/** The text of a manifest, from what its JSON says; what is no manifest is laid out as JSON usually is. */
export function formatManifest(manifest: unknown): string {
  if (!isRecord(manifest) || !Array.isArray(manifest.models)) return `${JSON.stringify(manifest, undefined, 2)}\n`;
  const { models, ...others } = manifest;
  const rows = Array.isArray(models) ? models.map((row) => formatRow(row, "    ")) : [];
  const before = Object.entries(others).map(([name, value]) => `  ${JSON.stringify(name)}: ${formatLists(value)},\n`);
  const body = rows.length === 0 ? "[]" : `[\n${rows.join(",\n")}\n  ]`;
  return `{\n${before.join("")}  "models": ${body}\n}\n`;
}

/** A row that begins at `indent`. */
export function formatRow(row: unknown, indent: string): string {
  if (!isRecord(row)) return `${indent}${inline(row)}`;
  const inner = `${indent}  `;
  const others = Object.keys(row).filter((field) => !known.has(field));
  const packed = [...lines, others].flatMap((fields) => {
    const given = fields.filter((field) => row[field] !== undefined);
    return pack(
      given.map((field) => member(field, row[field], inner)),
      inner,
    );
  });
  return `${indent}{\n${packed.join(",\n")}\n${indent}}`;
}

function formatLists(value: unknown): string {
  if (!isRecord(value)) return inline(value);
  const specifications = Object.entries(value).map(([specification, named]) => {
    const lists = isRecord(named) ? Object.entries(named) : [];
    const body = lists.map(([name, list]) => `      ${member(name, list, "      ")}`).join(",\n");
    return `    ${JSON.stringify(specification)}: ${isRecord(named) ? `{\n${body}\n    }` : inline(named)}`;
  });
  return `{\n${specifications.join(",\n")}\n  }`;
}

/** As many members on a line as fit on it. */
function pack(members: readonly string[], indent: string): readonly string[] {
  const packed: string[] = [];
  for (const text of members) {
    const last = packed.at(-1);
    // One more column is for the comma behind it.
    const fits = last !== undefined && !last.includes("\n") && last.length + text.length + 3 <= width;
    if (fits && !text.includes("\n")) packed[packed.length - 1] = `${last}, ${text}`;
    else packed.push(`${indent}${text}`);
  }
  return packed;
}

/** A field with its value, on one line if it fits on it. */
function member(field: string, value: unknown, indent: string): string {
  const key = `${JSON.stringify(field)}: `;
  const text = key + inline(value);
  const isShort = indent.length + text.length + 1 <= width;
  if (isShort || typeof value !== "object" || value === null) return text;
  const inner = `${indent}  `;
  const members = Array.isArray(value)
    ? value.map(inline)
    : Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${inline(part)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${key}${open}\n${pack(members, inner).join(",\n")}\n${indent}${close}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${inline(part)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
