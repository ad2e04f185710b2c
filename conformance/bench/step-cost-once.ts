/** Measures what a step costs on logs of three lengths, in nanoseconds. Prints JSON, by the length. */
import { stepCost } from "./step-cost.ts";

const rounds = 41;
const cycles = 1_000;
const lengths = [1_000, 100_000, 1_000_000];

// The first measurement is of code that is not compiled yet.
stepCost(1_000, rounds, cycles);
const costs = lengths.map((length) => [length, stepCost(length, rounds, cycles)]);
process.stdout.write(`${JSON.stringify(Object.fromEntries(costs))}\n`);
