/**
 * What a row of the manifest expects of its model: counts, the length of a counterexample, and the states on the shortest way to
 * what must be reachable.
 *
 * @module
 */
import { type Complain, isRecord } from "./manifest-configuration.ts";

export type ExpectedCounts = {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
};

export type Expectation =
  /** The counts are missing only while they are being found out, by `make counts`. */
  | { readonly kind: "passes"; readonly counts: ExpectedCounts | undefined }
  /** So is the length of the counterexample, in states: with one worker it is the shortest. */
  | { readonly kind: "violates"; readonly property: string; readonly length: number | undefined }
  /** TLC stops when each of the row's states was reached. */
  | { readonly kind: "reaches" };

export type ManifestOptions = {
  /** Accepts rows that pass without counts, for the command that prints the counts. */
  readonly countsMayBeMissing?: boolean;
};

export const countFields = ["distinct", "generated", "depth"] as const;

export function parseExpectation(
  value: Readonly<Record<string, unknown>>,
  options: ManifestOptions,
  complain: Complain,
): Expectation | undefined {
  const { expected } = value;
  const property = typeof expected === "string" ? /^violates ([A-Za-z_]\w*)$/.exec(expected)?.[1] : undefined;
  if (property !== undefined) {
    const given = countFields.filter((field) => value[field] !== undefined);
    if (given.length > 0) complain(given.join(", "), "must be absent where a violation is expected: TLC stops there");
    return { kind: "violates", property, length: parseLength(value, options, complain) };
  }
  if (value.length !== undefined) complain("length", "is that of a counterexample, and no violation is expected");
  if (expected === "reaches") {
    const given = countFields.filter((field) => value[field] !== undefined);
    if (given.length > 0) complain(given.join(", "), "must be absent: TLC stops at the last state that is reached");
    if (value.reaches === undefined) complain("reaches", 'must name denials, such as { "NotCommitted": 9 }');
    return { kind: "reaches" };
  }
  if (expected === "passes") return { kind: "passes", counts: parseCounts(value, options, complain) };
  complain("expected", 'must be "passes", "reaches" or "violates Name"');
  return undefined;
}

function parseCounts(
  value: Readonly<Record<string, unknown>>,
  options: ManifestOptions,
  complain: Complain,
): ExpectedCounts | undefined {
  if (options.countsMayBeMissing === true && countFields.some((field) => value[field] === undefined)) return undefined;
  const read = (field: (typeof countFields)[number]): number => {
    const count = value[field];
    if (typeof count === "number" && Number.isSafeInteger(count) && count > 0) return count;
    const what = count === undefined ? "is missing" : "must be a whole number above 0";
    complain(field, `${what} (make counts MODEL=${String(value.name)} prints what TLC counts)`);
    return 0;
  };
  return { distinct: read("distinct"), generated: read("generated"), depth: read("depth") };
}

/**
 * A counterexample of one state would mean that the property is false from the start: such a row shows nothing.
 */
function parseLength(
  value: Readonly<Record<string, unknown>>,
  options: ManifestOptions,
  complain: Complain,
): number | undefined {
  const { length } = value;
  if (length === undefined && options.countsMayBeMissing === true) return undefined;
  if (isLength(length)) return length;
  const what = length === undefined ? "is missing" : "must be a whole number of states above 1";
  complain("length", `${what} (make counts MODEL=${String(value.name)} prints what TLC finds)`);
  return undefined;
}

export function parseReaches(
  value: Readonly<Record<string, unknown>>,
  options: ManifestOptions,
  complain: Complain,
): ReadonlyMap<string, number> {
  const { reaches, expected } = value;
  if (reaches === undefined) return new Map();
  if (typeof expected === "string" && expected.startsWith("violates")) {
    complain("reaches", "must be absent where a violation is expected: TLC stops there");
  }
  if (value.tier === "large") complain("reaches", "must be absent in the large tier, where several workers search");
  const given = isRecord(reaches) ? Object.entries(reaches) : [];
  const good = given.flatMap(([name, length]) => {
    const isOpen = length === 0 && options.countsMayBeMissing === true;
    return /^[A-Za-z]\w*$/.test(name) && (isOpen || isLength(length)) ? [[name, Number(length)] as const] : [];
  });
  if (good.length === 0 || good.length < given.length) {
    const advice = `make counts MODEL=${String(value.name)} prints what TLC finds where a length is 0`;
    complain("reaches", `must be denials with the lengths, above 1, of the ways to them (${advice})`);
  }
  return new Map(good);
}

function isLength(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 1;
}
