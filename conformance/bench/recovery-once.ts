/** Measures what it takes to recover logs of three lengths, in milliseconds. Prints JSON, by the length. */
import { recoveryCost } from "./step-cost.ts";

const rounds = 9;
const lengths = [10_000, 100_000, 1_000_000];

// The first measurement is of code that is not compiled yet.
recoveryCost(10_000, 100);
const costs = lengths.map((length) => [length, recoveryCost(length, rounds)]);
process.stdout.write(`${JSON.stringify(Object.fromEntries(costs))}\n`);
