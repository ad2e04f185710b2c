/**
 * A node of two-phase commit in a process of its own: the coordinator, or a participant, of all transactions.
 *
 * @module
 */
import { join } from "node:path";
import type { Part } from "quorate/core";
import { Host } from "quorate/host";
import { type Outcome, partName, type TwoPhaseCommitTypes, twoPhaseCommit } from "quorate/two-phase-commit";
import { report, whenTold } from "./children.ts";
import { realClock, timesOfTransactions } from "./real-time.ts";
import { RecordFiles } from "./record-files.ts";
import { type Ports, TcpNetwork } from "./tcp-network.ts";

export const coordinator: string = "shop";
export const participants: readonly string[] = ["bank", "stock"];

/** What a process reports: its port, once, how far it is with each transaction, and how that has ended. */
export type Report =
  | { readonly kind: "isUp"; readonly port: number }
  | { readonly kind: "status"; readonly transaction: string; readonly is: TwoPhaseCommitTypes["status"] }
  | { readonly kind: "told"; readonly transaction: string; readonly outcome: Outcome }
  | { readonly kind: "refused"; readonly because: string };

/** What it is told. */
export type Order =
  /** Where the others are: what is sent to whoever is not among them is lost. */
  | { readonly kind: "meet"; readonly ports: Ports }
  /** The work of a transaction is done here. */
  | { readonly kind: "begin"; readonly transaction: string }
  /** The shop wants it committed. */
  | { readonly kind: "requestCommit"; readonly transaction: string }
  /** The shop has waited for long enough, or a participant has. */
  | { readonly kind: "giveUp" | "abortAlone"; readonly transaction: string }
  /** The shop is to kill itself when it is told of a commit: before a message of it has left. */
  | { readonly kind: "dieWhenCommitted" };

/** Runs the node over its files in the folder, for the first time or after a crash. */
export async function runNode(node: string, folder: string): Promise<void> {
  const files = new RecordFiles(join(folder, node), isRecord);
  const network = await TcpNetwork.open();
  let diesWhenCommitted = false;
  const host = new Host<TwoPhaseCommitTypes>({
    node,
    storage: files,
    network,
    clock: realClock(),
    chance: timesOfTransactions,
    // Of a transaction of which a node knows nothing, both roles answer from no record.
    partFor: (_, transaction) => (typeof transaction === "string" ? partOf(transaction, node) : undefined),
    listener: {
      told(part, outcome) {
        // The shop may ask for the outcome, and this shop does not.
        if (typeof outcome !== "string") return;
        if (diesWhenCommitted) process.kill(process.pid, "SIGKILL");
        report({ kind: "told", transaction: transactionOf(part), outcome } satisfies Report);
        // The shop says that it knows of the commit, and only then it may be forgotten.
        if (node === coordinator && outcome === "committed") host.ask(part, { kind: "confirmOutcome" });
      },
      stepped: (part) => reportStatus(part),
      stopped(failure) {
        throw failure;
      },
    },
  });
  const reportStatus = (part: string): void => {
    const status = host.status(part);
    if (status !== undefined)
      report({ kind: "status", transaction: transactionOf(part), is: status.is } satisfies Report);
  };
  for (const part of files.parts()) {
    host.recover(partOf(transactionOf(part), node));
    reportStatus(part);
  }
  whenTold((order: Order) => {
    switch (order.kind) {
      case "meet":
        return network.meet(order.ports);
      case "begin":
        host.start(partOf(order.transaction, node));
        return reportStatus(partName(order.transaction, node));
      case "requestCommit":
      case "giveUp":
      case "abortAlone":
        return host.ask(partName(order.transaction, node), { kind: order.kind }, (refusal) => {
          if (refusal !== undefined) report({ kind: "refused", because: refusal.because } satisfies Report);
        });
      case "dieWhenCommitted":
        diesWhenCommitted = true;
    }
  });
  report({ kind: "isUp", port: network.port } satisfies Report);
}

/** The part of the node in the transaction. */
function partOf(transaction: string, node: string): Part<unknown, TwoPhaseCommitTypes> {
  const { parts } = twoPhaseCommit({ transactions: [transaction], coordinator, participants });
  const part = parts.find((one) => one.node === node);
  if (part === undefined) throw new Error(`${node} takes no part in ${transaction}`);
  return part;
}

function isRecord(candidate: unknown): candidate is TwoPhaseCommitTypes["record"] {
  return typeof candidate === "string";
}

/** The transaction of a part, by the part's name. No name of a transaction has a slash here. */
function transactionOf(part: string): string {
  return part.split("/")[0] ?? "";
}
