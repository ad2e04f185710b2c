/**
 * Loaded before the tests: property tests draw from the seed in the environment, so that none passes by luck and a
 * failure comes again. `make laws` draws from a fresh one.
 *
 * @module
 */
import fc from "fast-check";

const text = process.env.SEED ?? "";
const seed = Number(text === "" ? 1 : text);
if (!Number.isInteger(seed)) throw new Error(`SEED is ${JSON.stringify(text)}, and not a whole number`);
fc.configureGlobal({ seed });
