/**
 * A record in a file: a line of a checksum, a length, and JSON. What a crash has left of a record in the middle of being
 * written does not check.
 *
 * @module
 */
import { crc32 } from "node:zlib";

/** Both numbers have eight hexadecimal digits, and a space stands behind each. */
const digits = 8;
const header = 2 * (digits + 1);

/** The record as it stands in a file. */
export function lineOf(record: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(record));
  const checked = Buffer.concat([Buffer.from(`${hexadecimal(json.length)} `), json, Buffer.from("\n")]);
  return Buffer.concat([Buffer.from(`${hexadecimal(crc32(checked))} `), checked]);
}

/** What a file holds. */
export interface Records {
  readonly records: readonly unknown[];
  /** Where the last record ends, in bytes. What is behind it is half a record, of which no writer was told that it is there. */
  readonly end: number;
}

/**
 * The records of a file whose writer flushes one before it writes the next. So only the last can be torn: one that does
 * not check, and has another behind it that does, was whole once.
 *
 * @throws Error if a record was whole once, and is not any more.
 */
export function recordsIn(bytes: Buffer, file: string): Records {
  const records: unknown[] = [];
  let end = 0;
  for (let found = recordAt(bytes, 0); found !== undefined; found = recordAt(bytes, end)) {
    records.push(found.record);
    ({ end } = found);
  }
  for (let at = end + 1; at < bytes.length; at++) {
    if (recordAt(bytes, at) === undefined) continue;
    throw new Error(
      `${file}: byte ${end} begins no record, and byte ${at} does: the disk has lost what was flushed, so do not begin`,
    );
  }
  return { records, end };
}

/** The record that begins at this byte; `undefined` if none does. */
function recordAt(bytes: Buffer, at: number): { readonly record: unknown; readonly end: number } | undefined {
  const numbers = /^([0-9a-f]{8}) ([0-9a-f]{8}) $/.exec(bytes.toString("latin1", at, at + header));
  if (numbers === null) return undefined;
  const [checksum = Number.NaN, length = Number.NaN] = numbers.slice(1).map((text) => Number.parseInt(text, 16));
  const end = at + header + length + 1;
  if (end > bytes.length || crc32(bytes.subarray(at + digits + 1, end)) !== checksum) return undefined;
  return { record: JSON.parse(bytes.toString("utf8", at + header, end - 1)), end };
}

function hexadecimal(number: number): string {
  return number.toString(16).padStart(digits, "0");
}
