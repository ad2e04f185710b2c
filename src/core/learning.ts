/**
 * What users learn from what they are told.
 *
 * @module
 */
import { isSameData } from "./plain-data.ts";
import type { Learning } from "./system.ts";

/**
 * Replies alone, each once: who is told again what it knows learns nothing.
 *
 * @spec ReplicatedCounter!Learn
 * @spec BroadcastRegister!Learn
 */
export const newReplies: Learning = (telling, known = []) =>
  telling.kind === "reply" && !known.some((value) => isSameData(value, telling.value)) ? [telling.value] : [];
