/**
 * The network of one node over TCP, for nodes on one machine. It listens on the loopback interface alone, since it
 * believes whoever connects: between machines put TLS with certificates for both sides in its place.
 *
 * Whatever goes wrong loses messages, and nothing else: the protocols send again.
 *
 * @module
 */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Addressed } from "quorate/core";
import type { Network } from "quorate/host";
import { longestLine, readLines, writeLine } from "./lines.ts";

export const loopback = "127.0.0.1";

/** A node that takes nothing does not fill the memory of those who send to it. In bytes. */
const mostWaiting = 8 * longestLine;

/** The ports of nodes, by their names. */
export type Ports = Readonly<Record<string, number>>;

export class TcpNetwork implements Network {
  readonly #server: Server;
  readonly #links = new Map<string, Socket>();
  readonly #incoming = new Set<Socket>();
  #ports: Ports = {};
  #receive: (message: unknown, instance: unknown) => void = () => {};

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.#incoming.add(socket);
      socket.on("close", () => this.#incoming.delete(socket));
      readLines(socket, (line) => {
        if (!isParcel(line)) socket.destroy();
        else this.#receive(line.message, line.instance);
      });
    });
  }

  /** Listens on a port that the system chooses, so that no two are ever in each other's way. */
  static async open(): Promise<TcpNetwork> {
    return new TcpNetwork(await listening(createServer()));
  }

  get port(): number {
    return portOf(this.#server);
  }

  /** From now on these nodes are there, and no others. What is sent to others is lost. */
  meet(ports: Ports): void {
    for (const [node, link] of this.#links) if (ports[node] !== this.#ports[node]) link.destroy();
    this.#ports = ports;
  }

  listen(_node: string, receive: (message: unknown, instance: unknown) => void): void {
    this.#receive = receive;
  }

  send(message: Addressed, instance: string): void {
    const port = this.#ports[message.to];
    if (port === undefined) return;
    const link = this.#linkTo(message.to, port);
    if (link.writableLength < mostWaiting) writeLine(link, { instance, message });
  }

  close(): void {
    this.#server.close();
    for (const socket of [...this.#links.values(), ...this.#incoming]) socket.destroy();
  }

  /** A connection that was lost is made anew when there is something to send. */
  #linkTo(node: string, port: number): Socket {
    const link = this.#links.get(node);
    if (link !== undefined && !link.destroyed) return link;
    const made = connect({ host: loopback, port, noDelay: true });
    // Nothing is to come this way.
    readLines(made, () => made.destroy());
    this.#links.set(node, made);
    return made;
  }
}

/** A server on a port of this machine alone that the system chooses. */
export async function listening(server: Server): Promise<Server> {
  server.listen(0, loopback);
  await once(server, "listening");
  return server;
}

/** @throws Error if the server does not listen on a port. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error(`a server that listens on no port: ${address}`);
  return address.port;
}

/** What one network sends another. What is in it is looked at by the part that it is for. */
function isParcel(line: unknown): line is { readonly instance: unknown; readonly message: unknown } {
  return typeof line === "object" && line !== null && "instance" in line && "message" in line;
}
