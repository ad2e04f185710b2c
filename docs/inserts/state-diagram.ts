/** A transition table as a state diagram in the language of Mermaid, which code hosts show. */
import type { DrawnTable } from "../site/table-diagram.ts";

/** The first start is that of a new instance; the others are where a node finds itself after a restart. */
export function stateDiagram({ rows, starts, finals }: DrawnTable): string {
  const [first, ...recovered] = starts;
  return [
    "stateDiagram-v2",
    `  [*] --> ${first}`,
    ...rows.map(({ fromState, event, toState }) => `  ${fromState} --> ${toState}: ${event}`),
    ...recovered.map((status) => `  [*] --> ${status}: restart`),
    ...finals.map((status) => `  ${status} --> [*]`),
  ].join("\n");
}
