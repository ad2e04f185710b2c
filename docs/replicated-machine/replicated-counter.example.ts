/** A counter that three nodes keep, on a log that they agree on. */
import { stack } from "../../src/core/index.ts";
import { type CountAnswer, countOf, replicatedCounter } from "../../src/replicated-machine/replicated-counter/index.ts";
import { InMemoryHost } from "../../src/shell/in-memory/index.ts";
import { asLog, epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/index.ts";

const nodes = ["a", "b", "c"];

/** Three visitors ask for a ticket, and the leader crashes after the first. @returns what each leader has told */
export function tickets(): readonly (readonly CountAnswer[])[] {
  const host = new InMemoryHost(stack(replicatedCounter({ nodes }), epochBroadcast({ nodes }), asLog("log")));
  const leader = (): string | undefined => nodes.find((node) => host.status(node)?.leader === node);
  const untilTold = (visitor: string): readonly CountAnswer[] => {
    host.runUntil(() => leader() !== undefined);
    const asked = leader() ?? "nobody";
    const before = host.told(asked, "reply").length;
    host.request(asked, countOf({ client: visitor, number: 1 }));
    host.runUntil(() => host.told(asked, "reply").length > before);
    return host.told(asked, "reply");
  };
  const first = untilTold("Ada");
  host.crash(leader() ?? "nobody");
  untilTold("Bob");
  return [first, untilTold("Cleo"), untilTold("Ada")];
}
