/**
 * Two-phase commit over files and TCP on loopback: a shop that coordinates, a bank and a stock that take part, each a
 * process. One is killed as by `kill -9` while it is in doubt, another while it alone knows that all is committed.
 *
 *     node transactions.js
 *
 * @module
 */
import { type Child, runExample, type Stage } from "./children.ts";
import { coordinator, type Order, participants, type Report, runNode } from "./transaction-node.ts";

const nodes = [coordinator, ...participants];

/** The processes, and what they have reported. */
class Business {
  readonly refusals: string[] = [];
  readonly #stage: Stage;
  readonly #children = new Map<string, Child>();
  readonly #ports: Record<string, number> = {};
  /** How far each node is with each transaction, and what it was told. */
  readonly #status = new Map<string, string>();
  readonly #told = new Map<string, string>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Starts processes, on the files that they have. */
  async begin(...names: readonly string[]): Promise<void> {
    for (const node of names) {
      delete this.#ports[node];
      const words = ["node", node, this.#stage.folder];
      this.#children.set(
        node,
        this.#stage.start(words, (said: Report) => this.#hear(node, said)),
      );
    }
    await this.#stage.until(`${names.join(", ")} are up`, () => names.every((node) => node in this.#ports));
  }

  tell(node: string, order: Order): void {
    this.#children.get(node)?.tell(order);
  }

  /** From now on everybody reaches everybody. */
  connect(): void {
    for (const node of nodes) this.tell(node, { kind: "meet", ports: this.#ports });
  }

  async kill(node: string): Promise<void> {
    await this.#children.get(node)?.kill();
    this.#forget(node);
  }

  /** The node kills itself. */
  async willDie(node: string): Promise<void> {
    await this.#children.get(node)?.willEnd();
    this.#forget(node);
  }

  /** The work is done wherever somebody is up, and the shop asks for its commit. */
  async commit(transaction: string): Promise<void> {
    const names = [...this.#children.keys()];
    for (const node of names) this.tell(node, { kind: "begin", transaction });
    await this.untilAre("working", transaction, ...names);
    this.tell(coordinator, { kind: "requestCommit", transaction });
  }

  untilAre(status: string, transaction: string, ...names: readonly string[]): Promise<void> {
    return this.#stage.until(`${names.join(", ")} are ${status} in ${transaction}`, () =>
      names.every((node) => this.#status.get(`${transaction} ${node}`) === status),
    );
  }

  untilTold(outcome: string, transaction: string, ...names: readonly string[]): Promise<void> {
    return this.#stage.until(`${names.join(", ")} are told ${outcome} of ${transaction}`, () =>
      names.every((node) => this.#told.get(`${transaction} ${node}`) === outcome),
    );
  }

  #hear(node: string, said: Report): void {
    switch (said.kind) {
      case "isUp":
        this.#ports[node] = said.port;
        return;
      case "status":
        this.#status.set(`${said.transaction} ${node}`, said.is);
        return;
      case "told":
        this.#hearOutcome(node, said.transaction, said.outcome);
        return;
      case "refused":
        this.refusals.push(`${node} refuses: ${said.because}`);
    }
  }

  /** All who are told an outcome are told the same, also after a crash. */
  #hearOutcome(node: string, transaction: string, outcome: string): void {
    for (const other of nodes) {
      const known = this.#told.get(`${transaction} ${other}`) ?? outcome;
      if (known !== outcome) throw new Error(`${transaction}: ${other} was told ${known}, and ${node} ${outcome}`);
    }
    this.#told.set(`${transaction} ${node}`, outcome);
  }

  /** What the process of the node said before says nothing of the next one. */
  #forget(node: string): void {
    this.#children.delete(node);
    for (const name of this.#status.keys()) if (name.endsWith(` ${node}`)) this.#status.delete(name);
  }
}

/** The process that kills. */
async function play(stage: Stage): Promise<void> {
  const business = new Business(stage);
  await business.begin(...nodes);
  business.connect();
  await business.commit("order-1");
  await business.untilTold("committed", "order-1", ...nodes);
  console.log("order-1: committed at shop, bank and stock");
  await killInDoubt(business);
  await killWhoKnows(business, stage);

  await business.kill("bank");
  await business.commit("order-4");
  await business.untilAre("prepared", "order-4", "stock");
  business.tell(coordinator, { kind: "giveUp", transaction: "order-4" });
  await business.untilTold("aborted", "order-4", coordinator, "stock");
  console.log("order-4: kill -9 of bank, and the shop gives up: aborted at shop and stock");
}

/** A participant is killed after its promise, of which nobody has heard. */
async function killInDoubt(business: Business): Promise<void> {
  // What stock sends the shop is lost.
  business.tell("stock", { kind: "meet", ports: {} });
  await business.commit("order-2");
  await business.untilAre("prepared", "order-2", "stock");
  await business.kill("stock");
  console.log("order-2: stock has promised, and its yes is lost; kill -9 of stock");
  await business.begin("stock");
  await business.untilAre("prepared", "order-2", "stock");
  console.log("order-2: stock, started again on its files, is bound by its promise");
  business.connect();
  await business.untilTold("committed", "order-2", ...nodes);
  console.log("order-2: committed at shop, bank and stock");
}

/** The coordinator is killed when its decision is on disk, and nobody has heard of it: the protocol blocks. */
async function killWhoKnows(business: Business, { until }: Stage): Promise<void> {
  business.tell(coordinator, { kind: "dieWhenCommitted" });
  await business.commit("order-3");
  await business.willDie(coordinator);
  await business.untilAre("prepared", "order-3", ...participants);
  console.log("order-3: kill -9 of the shop, once its commit is on disk and before anybody hears of it");
  business.tell("bank", { kind: "abortAlone", transaction: "order-3" });
  await until("bank refuses", () => business.refusals.length > 0);
  console.log(`order-3: ${business.refusals.at(-1)}; so it waits, with its locks held`);
  await business.begin(coordinator);
  business.connect();
  await business.untilTold("committed", "order-3", ...nodes);
  console.log("order-3: the shop, started again on its files, tells them: committed at all three");
}

const [, , role, name = "", folder = ""] = process.argv;
if (role === "node") await runNode(name, folder);
else await runExample(import.meta.url, play);
