/** A sale whose coordinator crashes while a bank and a shop are in doubt. Another one takes over. */
import { replicatedCommitOn } from "../../src/atomic-commit/replicated-commit/index.ts";
import { InMemoryHost } from "../../src/shell/in-memory/index.ts";
import { asLog, epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/index.ts";

/** @returns what the bank and the shop are told */
export function sale(): readonly unknown[] {
  const candidates = ["a", "b", "c"];
  const options = { transactions: ["a.1.1"], candidates, participants: ["bank", "shop"] };
  const host = new InMemoryHost(replicatedCommitOn(epochBroadcast({ nodes: candidates }), asLog("log"), options));
  const parts = ["a.1.1/bank", "a.1.1/shop"];
  const takeOver = (among: readonly string[]): void => {
    // Whoever leads the log can take over.
    const leader = (): string | undefined => among.find((node) => host.status(node)?.leader === node);
    host.runUntil(() => leader() !== undefined);
    host.request(leader() ?? "nobody", { kind: "takeOver" });
    host.runUntil(() => among.some((node) => host.status(node)?.is === "bearing"));
  };
  takeOver(["a"]);
  host.request("a", { kind: "begin" }); // it is told the name of the transaction, a.1.1
  host.request("a", { kind: "requestCommit", transaction: "a.1.1" });
  host.runUntil(() => parts.every((part) => host.status(part)?.is === "prepared"));
  host.crash("a"); // for good
  takeOver(["b", "c"]);
  host.runUntil(() => parts.every((part) => host.told(part).length > 0));
  return parts.map((part) => host.told(part));
}
