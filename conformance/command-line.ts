/**
 * What all commands share: how a selection is written, and how an error ends.
 *
 * @module
 */
import { constants } from "node:os";
import { DumpError } from "./engine/dump-error.ts";
import { BehaviourError } from "./engine/states-file.ts";
import { SetupError } from "./setup-error.ts";

/** Options for `parseArgs`, which the Makefile makes of P, TIER and MODEL. */
export const selectionOptions = {
  protocol: { type: "string" },
  tier: { type: "string" },
  model: { type: "string" },
} as const;

export interface WrittenSelection {
  readonly protocol?: string | undefined;
  readonly tier?: string | undefined;
  readonly model?: string | undefined;
}

/** What was not written is not there at all. */
export function selectionOf({ protocol, tier, model }: WrittenSelection): {
  readonly protocol?: string;
  readonly tier?: string;
  readonly model?: string;
} {
  return {
    ...(protocol === undefined ? {} : { protocol }),
    ...(tier === undefined ? {} : { tier }),
    ...(model === undefined ? {} : { model }),
  };
}

/** @throws SetupError if the text is none. */
export function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1 && text.trim() !== "") return number;
  throw new SetupError(`${name} is ${JSON.stringify(text)}, and not a whole number from 1 on`);
}

/**
 * Runs a command to its end and sets the exit code. What a person can do something about is printed without a stack,
 * and the code is 2; everything else is a defect, and thrown.
 */
export async function runToExit(command: () => number | Promise<number>): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", endWithTheReader);
  try {
    process.exitCode = await command();
  } catch (error) {
    const message = messageForAPerson(error);
    if (message === undefined) throw error;
    process.stderr.write(`${message}\n`);
    process.exitCode = 2;
  }
}

/** Whoever reads, as `head` does, has read enough: the command ends as if by the signal that says so, without a word. */
function endWithTheReader(error: Error): void {
  if (!("code" in error) || error.code !== "EPIPE") throw error;
  process.exit(128 + constants.signals.SIGPIPE);
}

export function messageForAPerson(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const isInput = error instanceof SetupError || error instanceof DumpError || error instanceof BehaviourError;
  const isUsage = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  // A full disk, a folder that may not be written to: the system's own message says which.
  const isSystem = "syscall" in error;
  return isInput || isUsage || isSystem ? error.message : undefined;
}
