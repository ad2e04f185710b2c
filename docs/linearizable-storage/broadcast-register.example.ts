/** Three clients claim one user name, each at another node. */
import { stack } from "../../src/core/index.ts";
import {
  type Answer,
  broadcastRegister,
  claimOf,
  hasSet,
  locatingByEntries,
} from "../../src/linearizable-storage/broadcast-register/index.ts";
import { InMemoryHost } from "../../src/shell/in-memory/index.ts";
import { asLog, epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/index.ts";

const nodes = ["a", "b", "c"];

/** @returns what each client was told of its claim */
export function claims(): readonly Answer[] {
  const log = locatingByEntries(asLog("log"));
  const host = new InMemoryHost(stack(broadcastRegister({ nodes }), epochBroadcast({ nodes }), log));
  const leader = (): string => nodes.find((node) => host.status(node)?.leader === node) ?? "nobody";
  host.runUntil(() => leader() !== "nobody");
  const made = ["Ada", "Bob", "Cleo"].map((client) => claimOf({ client, number: 1 }, "countess"));
  // All at once. A node that does not lead refuses, and says who does; there the client asks again.
  made.forEach((claim, i) => void host.request(nodes[i] ?? "a", claim));
  for (const claim of made) host.request(leader(), claim);
  host.runUntil(() => host.told(leader(), "reply").length === made.length);
  return host.told(leader(), "reply");
}

/** @returns who has the name, and what the others found in its place */
export function winners(answers: readonly Answer[]): readonly string[] {
  return answers.map((answer) =>
    hasSet(answer) ? `${answer.operation.client} wins` : `${answer.operation.client} finds ${answer.held}`,
  );
}
