/**
 * Processes of their own for what keeps a core busy.
 *
 * @module
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Piece, PieceDone } from "./pieces.ts";

/** Somebody who runs one piece at a time. */
export interface Runner {
  readonly run: (piece: Piece) => Promise<PieceDone>;
  readonly stop: () => void;
}

/** A process that runs pieces. It ends when it is stopped, and when this one ends. */
export function processRunner(): Runner {
  const child = fork(fileURLToPath(new URL("soak-worker.ts", import.meta.url)));
  return {
    run: (piece) =>
      new Promise((resolve, reject) => {
        const end = (code: number | null, signal: string | null): void =>
          reject(new Error(`the process that ran ${JSON.stringify(piece)} ended: ${signal ?? `code ${code}`}`));
        child.once("exit", end);
        child.once("message", (done: PieceDone) => {
          child.off("exit", end);
          resolve(done);
        });
        child.send(piece);
      }),
    stop: () => void child.kill(),
  };
}
