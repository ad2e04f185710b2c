/**
 * Where a node of a log meets its clients, over TCP: a line for each request, and a line in answer. A client that hears
 * nothing asks again, there or elsewhere, with the same number; that is how nothing is delivered twice.
 *
 * @module
 */
import { connect, createServer, type Server, type Socket } from "node:net";
import type { BroadcastRequest } from "quorate/epoch-broadcast";
import { readLines, writeLine } from "./lines.ts";
import type { Heard } from "./log-node.ts";
import { listening, loopback } from "./tcp-network.ts";

/** What a client is told. Only what is delivered is promised; that a leader has taken a request is not. */
export type Answer =
  | { readonly number: number; readonly isDelivered: true }
  /** This node does not lead. Who does, it may know. */
  | { readonly number: number; readonly isDelivered: false; readonly leader: string | undefined };

export interface Door {
  readonly server: Server;
  /** Whoever waits for this is told. */
  delivered(request: BroadcastRequest): void;
}

/** @param ask - asks the node; its answer comes before what it has taken is delivered */
export async function openDoor(ask: (request: BroadcastRequest) => Promise<Heard>): Promise<Door> {
  /** Whoever waits, by the name of the request. */
  const waiting = new Map<string, Socket[]>();
  /** How many requests of each client are delivered: they come in the order of their numbers. */
  const deliveredOf = new Map<string, number>();

  const hear = async (socket: Socket, request: BroadcastRequest): Promise<void> => {
    const { client, number } = request;
    const isDelivered = (): boolean => number <= (deliveredOf.get(client) ?? 0);
    const heard = isDelivered() ? undefined : await ask(request);
    if (isDelivered()) writeLine(socket, { number, isDelivered: true } satisfies Answer);
    else if (heard?.isTaken === false)
      writeLine(socket, { number, isDelivered: false, leader: heard.leader } satisfies Answer);
    else waiting.set(nameOf(request), [...(waiting.get(nameOf(request)) ?? []), socket]);
  };
  const server = createServer((socket) => {
    readLines(socket, (line) => {
      if (isRequest(line)) void hear(socket, line);
      else socket.destroy();
    });
  });
  return {
    server: await listening(server),
    delivered(request) {
      const { client, number } = request;
      deliveredOf.set(client, number);
      for (const socket of waiting.get(nameOf(request)) ?? [])
        writeLine(socket, { number, isDelivered: true } satisfies Answer);
      waiting.delete(nameOf(request));
    },
  };
}

/** Asks at a door. @returns the answer; `undefined` if there is none within so many milliseconds */
export function askAt(port: number, request: BroadcastRequest, milliseconds: number): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: loopback, port, noDelay: true });
    const patience = setTimeout(() => socket.destroy(), milliseconds);
    readLines(socket, (line) => {
      if (isAnswer(line)) resolve(line);
      socket.destroy();
    });
    // After an answer this says nothing more.
    socket.on("close", () => {
      clearTimeout(patience);
      resolve(undefined);
    });
    writeLine(socket, request);
  });
}

function nameOf({ client, number }: BroadcastRequest): string {
  return JSON.stringify([client, number]);
}

/** Whether it may be a request: the step looks at it more closely, and refuses it if it is none. */
function isRequest(line: unknown): line is BroadcastRequest {
  if (typeof line !== "object" || line === null) return false;
  const { client, number }: Partial<Record<keyof BroadcastRequest, unknown>> = line;
  return typeof client === "string" && typeof number === "number";
}

/** A door says nothing else. */
function isAnswer(line: unknown): line is Answer {
  return typeof line === "object" && line !== null && "isDelivered" in line;
}
