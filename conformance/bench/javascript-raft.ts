/**
 * The npm package `@coaty/consensus.raft`, a port of etcd's raft to JavaScript: three of its raw nodes in one process,
 * with its own storage in memory, run as its documentation says.
 *
 * @module
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { Applied, type Measured } from "./workload.ts";

/** What is used of the package. */
interface Ported {
  readonly rawnode: { readonly RawNode: { NewRawNode(config: object): RawNode } };
  readonly raft: { readonly RaftConfig: new (fields: object) => object };
  readonly storage: { readonly MemoryStorage: { NewMemoryStorage(): Storage } };
  readonly pb: {
    readonly Message: new (fields: object) => Message;
    readonly Entry: new (fields: object) => Entry;
    readonly MessageType: { readonly MsgProp: number };
  };
}

interface RawNode {
  campaign(): void;
  step(message: Message): Error | null;
  tick(): void;
  hasReady(): boolean;
  ready(): Ready;
  advance(ready: Ready): void;
}

interface Ready {
  readonly hardState: { isEmptyHardState(): boolean };
  readonly entries: readonly Entry[];
  readonly messages: readonly Message[];
  readonly committedEntries: readonly Entry[];
}

interface Message {
  readonly to: number;
}

interface Entry {
  readonly data: unknown;
}

interface Storage {
  readonly snapshot: { readonly metadata: { readonly confState: { voters: number[] } } };
  Append(entries: readonly Entry[]): void;
  SetHardState(state: object): void;
}

class Node {
  readonly raw: RawNode;
  readonly #storage: Storage;
  readonly #send: (message: Message) => void;
  readonly applied: Applied;
  inbox: Message[] = [];

  constructor(
    { rawnode, raft, storage }: Ported,
    id: number,
    voters: readonly number[],
    applied: Applied,
    send: (message: Message) => void,
  ) {
    this.applied = applied;
    this.#storage = storage.MemoryStorage.NewMemoryStorage();
    this.#storage.snapshot.metadata.confState.voters = [...voters];
    this.#send = send;
    const limits = { maxSizePerMsg: 1 << 20, maxCommittedSizePerReady: 1 << 20, maxInflightMsgs: 4096 };
    const config = { id, electionTick: 10, heartbeatTick: 1, storage: this.#storage, ...limits };
    this.raw = rawnode.RawNode.NewRawNode(new raft.RaftConfig(config));
  }

  /** Takes what has arrived, and carries out what is ready in the order that the package asks for. */
  advance(): boolean {
    const arrived = this.inbox;
    this.inbox = [];
    for (const message of arrived) this.raw.step(message);
    if (!this.raw.hasReady()) return arrived.length > 0;
    const ready = this.raw.ready();
    if (!ready.hardState.isEmptyHardState()) this.#storage.SetHardState(ready.hardState);
    this.#storage.Append(ready.entries);
    for (const message of ready.messages) this.#send(message);
    // The entry with which a leader opens its term has no data.
    for (const { data } of ready.committedEntries) if (data !== null) this.applied.apply(data);
    this.raw.advance(ready);
    return true;
  }
}

/** A cluster whose first node leads. @param folder - where the package was installed */
export function javascriptRaft(folder: string, proposals: readonly string[]): Measured {
  const requireFrom = createRequire(join(folder, "package.json"));
  const part = (file: string): unknown => requireFrom(`@coaty/consensus.raft/ported/${file}.js`);
  const ported: Ported = Object({
    rawnode: part("rawnode"),
    raft: part("raft"),
    storage: part("storage"),
    pb: part("raftpb/raft.pb"),
  });
  const ids = [1, 2, 3];
  const nodes = new Map<number, Node>();
  const send = (message: Message): void => void nodes.get(message.to)?.inbox.push(message);
  for (const id of ids) nodes.set(id, new Node(ported, id, ids, new Applied(proposals), send));
  const all = [...nodes.values()];
  const [leader] = all;
  if (leader === undefined) throw new Error("no node");
  const settle = (): void => {
    while (all.reduce((hasMoved, node) => node.advance() || hasMoved, false));
  };
  leader.raw.campaign();
  settle();
  const { Entry, Message, MessageType } = ported.pb;
  return {
    propose: (values) => {
      const entries = values.map((data) => new Entry({ data }));
      const error = leader.raw.step(new Message({ type: MessageType.MsgProp, from: 1, entries }));
      if (error) throw error;
    },
    run: settle,
    applied: () => Math.min(...all.map((node) => node.applied.count)),
  };
}
