/** A register made of consensus: registers on a log, of decisions, of which each is an epoch consensus of its own. */

import { epochConsensus } from "../../src/consensus/epoch-consensus/index.ts";
import { stack } from "../../src/core/index.ts";
import { asDecisions, consensusSequence, decisionLog } from "../../src/equivalence/index.ts";
import {
  type Answer,
  broadcastRegister,
  claimOf,
  locatingByEntries,
} from "../../src/linearizable-storage/broadcast-register/index.ts";
import { InMemoryHost } from "../../src/shell/in-memory/index.ts";
import { asLog } from "../../src/total-order-broadcast/epoch-broadcast/index.ts";

const nodes = ["a", "b", "c"];

/** Each of the nodes that are up is asked to claim one name. @returns what it answers */
export function claims(): readonly Answer[] {
  const decisions = consensusSequence(epochConsensus({ nodes }));
  const log = stack(decisionLog({ nodes }), decisions, asDecisions("decisions"));
  const host = new InMemoryHost(stack(broadcastRegister({ nodes }), log, locatingByEntries(asLog("log"))));
  host.crash("c");
  const up = ["a", "b"];
  for (const node of up) host.request(node, claimOf({ client: `of ${node}`, number: 1 }, "countess"));
  host.runUntil(() => up.every((node) => host.told(node).length > 0));
  return up.flatMap((node) => host.told(node));
}
