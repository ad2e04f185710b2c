/**
 * A verdict in words and a picture.
 *
 * @module
 */
import type { PlainData } from "../../core/plain-data.ts";
import type { NotLinearizable, Verdict } from "./check.ts";
import { type Call, type History, isAnswered } from "./history.ts";
import { pictureOf } from "./picture.ts";
import type { SequentialObject } from "./sequential-object.ts";
import { textOf } from "./states.ts";

/** How many operations of an order are said. */
const most = 8;

/**
 * Lines of at most 80 columns, but for operations and outcomes that are longer.
 *
 * @example
 * ```ts
 * import { checkHistory, counterObject, explain } from "quorate/histories";
 *
 * const history = [
 *   { client: "Ada", operation: { kind: "increment" }, invoked: 0, returned: { at: 1, outcome: 1 } },
 *   { client: "Bob", operation: { kind: "increment" }, invoked: 2, returned: { at: 3, outcome: 1 } },
 * ] as const;
 * const [reason = ""] = explain(history, checkHistory(history, counterObject), counterObject);
 * console.log(reason); // Bob's increment, invoked at 2, was answered 1 at 3: no order explains that.
 * ```
 */
export function explain<State extends PlainData, Operation, Outcome>(
  history: History<NoInfer<Operation>, NoInfer<Outcome>>,
  verdict: Verdict<Operation, Outcome>,
  { describe = textOf, keyOf = () => "" }: SequentialObject<State, Operation, Outcome>,
): readonly string[] {
  if (verdict.kind === "linearizable")
    return [`linearizable: ${verdict.order.length} of ${history.length} operations have taken effect in one order`];
  if (verdict.kind === "gaveUp") return [`gave up after ${verdict.looked} states: the history may be either`];
  const { key, misfit, order, instead } = verdict;
  const { client, operation, invoked, returned } = misfit;
  const last = order.slice(-most);
  const ofTheKey = history.filter((call) => keyOf(call.operation) === key);
  return [
    `${client}'s ${describe(operation)}, invoked at ${invoked}, was answered ${textOf(returned.outcome)} at ${returned.at}: no order explains that.`,
    `All that was answered before has an order, in which the answer is ${textOf(instead)}:`,
    ...(last.length < order.length ? [`  (${order.length - last.length} operations)`] : []),
    ...last.map(({ call, outcome }) => `  ${call.client}'s ${describe(call.operation)}: ${textOf(outcome)}`),
    "As its clients saw it, each answer behind its operation:",
    ...pictureOf(upTo(ofTheKey, verdict), describe, 78).map((line) => `  ${line}`),
  ];
}

/** What was under way before the misfit was answered. What was answered later is shown as open, but for the misfit. */
function upTo<Operation, Outcome>(
  history: History<Operation, Outcome>,
  { misfit }: NotLinearizable<Operation, Outcome>,
): History<Operation, Outcome> {
  const end = misfit.returned.at;
  return history.flatMap((call): readonly Call<Operation, Outcome>[] => {
    if (call.invoked > end) return [];
    if (call === misfit || !isAnswered(call) || call.returned.at <= end) return [call];
    const { returned: _, ...open } = call;
    return [open];
  });
}
