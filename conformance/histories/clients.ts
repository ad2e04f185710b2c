/**
 * Clients that are recorded. Each has one operation at a time, asks again at other nodes where it is not answered, and gives
 * up in the end: then it does not know whether its operation has taken effect, and goes on under another name.
 *
 * @module
 */
import type { Call } from "../../src/linearizable-storage/histories/history.ts";
import { below, between, oneOf, type Random, waiting } from "../../src/shell/simulator/random.ts";
import type { Run } from "../../src/shell/simulator/scenario.ts";
import type { Answer, Recorded } from "./recorded.ts";

/** What a client is like. Times are milliseconds. */
export interface ClientPlan {
  readonly name: string;
  readonly operations: number;
  /** How long it is, on average, until it has the next one. */
  readonly every: number;
  /** After how long it asks again, and how often it asks at most. */
  readonly patience: number;
  readonly asks: number;
}

export function clientPlansOf(random: Random): readonly ClientPlan[] {
  const every = oneOf(random, [5, 50, 200]);
  const names = ["a", "b", "c", "d", "e"].slice(0, 2 + below(random, 4));
  return names.map((name) => ({
    name,
    operations: 3 + below(random, 10),
    every,
    patience: oneOf(random, [30, 200, 500]),
    asks: oneOf(random, [1, 20, 20]),
  }));
}

export interface RecordedClient {
  readonly isDone: () => boolean;
  /** A node has answered. It takes its time until the client hears that, if it does. */
  readonly answered: (answer: Answer<unknown>) => void;
}

/** An operation under way. */
interface Asking {
  readonly client: string;
  readonly number: number;
  readonly operation: unknown;
  readonly invoked: number;
  asked: number;
}

/** @param history - to which each operation is added, when it is answered or given up */
export function recordedClient(
  run: Run,
  { name, operations, every, patience, asks }: ClientPlan,
  { operationOf, requestOf }: Recorded,
  parts: readonly string[],
  history: Call[],
): RecordedClient {
  const random = run.random(`client ${name}`);
  const { latency, spread, lose } = run.plan.world;
  let [begun, lives, number] = [0, 1, 0];
  let part = oneOf(random, parts);
  let asking: Asking | undefined;

  const next = (): void => {
    if (begun === operations) return;
    begun++;
    number++;
    const client = lives === 1 ? name : `${name}${lives}`;
    asking = { client, number, operation: operationOf(random), invoked: run.now(), asked: 0 };
    ask(asking);
  };
  const ask = (mine: Asking): void => {
    const at = part;
    mine.asked++;
    run.ask(at, requestOf(mine.operation, mine.client, mine.number), (refusal) => {
      if (refusal !== undefined && at === part) part = refusal.leader ?? oneOf(random, parts);
    });
    run.after(patience, () => {
      if (asking !== mine) return;
      if (mine.asked < asks) {
        if (at === part) part = oneOf(random, parts);
        ask(mine);
      } else giveUp(mine);
    });
  };
  const giveUp = ({ client, operation, invoked }: Asking): void => {
    history.push({ client, operation, invoked });
    lives++;
    number = 0;
    later();
  };
  const later = (): void => {
    asking = undefined;
    run.after(between(random, 0, 2 * every), next);
  };
  run.after(between(random, 0, 2 * every), next);
  return {
    isDone: () => begun === operations && asking === undefined,
    answered: (answer) => {
      const isLost = random() < (run.isHealed() ? 0 : lose);
      if (isLost) return;
      run.after(latency + waiting(random, spread), () => {
        if (asking === undefined || asking.client !== answer.client || asking.number !== answer.number) return;
        const { client, operation, invoked } = asking;
        history.push({ client, operation, invoked, returned: { at: run.now(), outcome: answer.outcome } });
        later();
      });
    },
  };
}
