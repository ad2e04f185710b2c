/**
 * Of which systems histories are recorded: what is asked of their parts, and what is told, as operations of an object.
 *
 * @module
 */

import type { NodeId } from "../../src/core/node-id.ts";
import type { PlainData } from "../../src/core/plain-data.ts";
import type { Request, System } from "../../src/core/system.ts";
import type { SequentialObject } from "../../src/linearizable-storage/histories/sequential-object.ts";
import type { Random } from "../../src/shell/simulator/random.ts";
import type { ObjectName } from "./porcupine.ts";

/** A system whose nodes clients may all ask, and what it should be for them. */
export interface Recorded<Operation = unknown, Outcome = unknown> {
  readonly name: string;
  /** Of a part for each node. It may use objects of the environment. */
  readonly systemOf: (nodes: readonly NodeId[]) => System;
  /** What it should be for its clients, and which of Porcupine's models that is. */
  readonly kind: ObjectName;
  readonly object: SequentialObject<PlainData, Operation, Outcome>;
  /** The next operation of some client. */
  operationOf(random: Random): Operation;
  /** The request by which a client asks for it: the so-manieth of the client, counted from 1. */
  requestOf(operation: Operation, client: string, number: number): Request;
  /** What a reply answers; `undefined` if it answers no client. */
  answerIn(told: unknown): Answer<Outcome> | undefined;
  /** Systems with mistakes, which histories should show. */
  readonly mistakes: readonly RecordedMistake[];
}

export interface RecordedMistake {
  readonly name: string;
  readonly systemOf: (nodes: readonly NodeId[]) => System;
  /** Why no history shows it, if that is known. */
  readonly unseen?: string;
  /** Whether it shows on the log that is an object alone. */
  readonly isOfTheLog?: boolean;
}

/** An answer to the so-manieth operation of a client. */
export interface Answer<Outcome> {
  readonly client: string;
  readonly number: number;
  readonly outcome: Outcome;
}
