/**
 * What goes over a connection: one line of JSON for each message, and no line longer than there is a reason for. Whoever
 * sends something else is talked to no more, and nobody else is concerned.
 *
 * @module
 */
import type { Socket } from "node:net";

/** In bytes. Whatever nodes are made to accept must fit into it, see the limits of the protocol. */
export const longestLine: number = 2 ** 20;

const newline: number = "\n".charCodeAt(0);

/** From now on hands over what comes, parsed and nothing more. The first line that is none closes the connection. */
export function readLines(socket: Socket, hear: (value: unknown) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(newline); end >= 0 && !socket.destroyed; end = rest.indexOf(newline)) {
      const line = rest.subarray(0, end);
      rest = rest.subarray(end + 1);
      const parsed = line.length <= longestLine ? parse(line) : undefined;
      if (parsed === undefined) socket.destroy();
      else hear(parsed.value);
    }
    if (rest.length > longestLine) socket.destroy();
  });
  // Whoever was there is gone, and what was on its way is lost: as messages may be.
  socket.on("error", () => socket.destroy());
}

export function writeLine(socket: Socket, value: unknown): void {
  socket.write(`${JSON.stringify(value)}\n`);
}

function parse(line: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(line.toString("utf8")) };
  } catch {
    return undefined;
  }
}
