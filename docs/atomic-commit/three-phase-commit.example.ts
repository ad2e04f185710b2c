/**
 * The program in the guide to three-phase commit.
 *
 * @module
 */
import {
  type CoordinatorEvent,
  type ParticipantEvent,
  threePhaseCommit,
} from "../../src/atomic-commit/three-phase-commit/index.ts";
import { type Addressed, begin, give, landAll, type Part, type Situation } from "../../src/core/index.ts";

/** Nobody crashes and nothing is lost, but the bank suspects others that are only slow. A fence does not help. */
export function splitUnderAFence(): readonly string[] {
  const members = { coordinator: "shop", participants: ["bank", "stock"], order: ["bank"] };
  const { parts } = threePhaseCommit({ transactions: ["order"], ...members, assumes: "rightSuspicions" });
  const nodes = new Map(parts.map((part): [string, Node] => [part.node, { part, now: begin(part).situation }]));
  const prepares = tell(nodes.get("shop"), { kind: "requestCommit" });
  const preCommits = bring(nodes, bring(nodes, prepares));
  tell(nodes.get("bank"), { kind: "takeOver", suspected: ["shop"] });
  tell(nodes.get("bank"), { kind: "stopWaiting", node: "stock" }); // and it aborts
  // Stock has heard of no higher number than the shop's.
  bring(
    nodes,
    bring(
      nodes,
      preCommits.filter(({ to }) => to === "stock"),
    ),
  );
  tell(nodes.get("shop"), { kind: "stopWaiting", node: "bank" }); // and it commits
  return [...nodes].map(([name, { now }]) => `${name}: ${now.told[0]?.value ?? "in doubt"}`);
}

interface Node {
  readonly part: Part;
  now: Situation;
}

/** What the node does now, and once its disk has caught up. @returns what it sends, to be as late as one likes */
function tell(node: Node | undefined, event: CoordinatorEvent | ParticipantEvent): readonly Addressed[] {
  if (node === undefined) throw new Error("there is no such node");
  const first = give(node.part, node.now, event);
  const landed = landAll(first.situation);
  const then = give(node.part, landed, { kind: "persisted", record: landed.durable });
  node.now = then.situation;
  return [...first.sent, ...then.sent];
}

function bring(nodes: ReadonlyMap<string, Node>, messages: readonly Addressed[]): readonly Addressed[] {
  return messages.flatMap((message) => tell(nodes.get(message.to), { kind: "receive", message }));
}
