/**
 * Has TLC make behaviours of a model that is too large to dump, and replays them all.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Values } from "../differences/places.ts";
import { lastSteps } from "../differences/step-list.ts";
import { withoutBounds } from "../engine/constants.ts";
import { encoder } from "../engine/encoder.ts";
import type { Protocol, ReplayModel } from "../engine/protocol.ts";
import { BehaviourReader } from "../engine/states-file.ts";
import { walkerOf } from "../engine/subject.ts";
import { ValueTable } from "../engine/value-table.ts";
import { SetupError } from "../setup-error.ts";
import { beginningOf, plainConfiguration } from "../tlc/configuration.ts";
import { verdictOf } from "../tlc/outcome.ts";
import { withOwnFolder } from "../tlc/own-processes.ts";
import { runTlc } from "../tlc/run.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { protocolFolders } from "./protocol-folders.ts";
import { replay } from "./replay.ts";

export interface ReplayResult {
  readonly protocol: string;
  readonly model: string;
  readonly behaviours: number;
  /** States that were reached by a step, over all behaviours. */
  readonly states: number;
  /** How many behaviours ended in which way. */
  readonly ends: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly tlcSeconds: number;
  /** What went wrong with the first behaviour that the step functions could not follow. */
  readonly failure: readonly string[] | undefined;
}

/** The same behaviours each time: a failure can be looked at again. */
const seed = 20_261_123;
const heapMegabytes = 2048;

export async function checkReplay(
  protocol: Protocol,
  model: ReplayModel,
  specFolder: string,
  toolchain: Toolchain,
  onProgress: (behaviours: number) => void,
): Promise<ReplayResult> {
  return withOwnFolder(async (own) => {
    const tlcSeconds = await simulate(protocol, model, specFolder, toolchain, own);
    const started = performance.now();
    const subject = protocol.subjectOf(withoutBounds(model.constants), beginningOf(model.behaviour));
    const { mapping } = subject;
    const walker = walkerOf({ ...subject, environment: { ...subject.environment, mayLose: () => true } });
    const values = new ValueTable();
    const variables = Object.keys(mapping.variables);
    const encode = encoder(walker, mapping, values, variables);
    const reader = new BehaviourReader(variables, values);
    const ends: Record<string, number> = {};
    let states = 0;
    let failure: readonly string[] | undefined;
    const files = readdirSync(own).filter((name) => name.startsWith("behaviour_"));
    for (const [i, file] of files.entries()) {
      if (i % 50 === 0) onProgress(i);
      const behaviour = reader.read(readFileSync(join(own, file), "utf8"));
      const { path, failedAt } = replay(walker, encode, behaviour);
      states += path.length;
      for (const end of protocol.endsOf(walker, path)) ends[end] = (ends[end] ?? 0) + 1;
      if (failedAt !== undefined) {
        const valuesAt = (numbers: Uint32Array | undefined): Values =>
          variables.map((name, v) => [name, values.value(numbers?.[v] ?? 0)]);
        const followed = [
          { action: "Init", values: valuesAt(behaviour[0]) },
          ...path.map(({ action, state }) => ({ action, values: valuesAt(encode(state)) })),
        ];
        failure = [
          `behaviour ${i + 1}: no step of the step functions leads to state ${failedAt + 1} of TLC, the last of these`,
          ...lastSteps([...followed, { action: "?", values: valuesAt(behaviour[failedAt]) }]),
        ];
        break;
      }
    }
    if (failure === undefined && files.length < model.behaviours) {
      failure = [`TLC wrote ${files.length} behaviours of ${model.behaviours}`];
    }
    const seconds = (performance.now() - started) / 1000;
    return {
      protocol: protocol.name,
      model: model.name,
      behaviours: files.length,
      states,
      ends,
      seconds,
      tlcSeconds,
      failure,
    };
  });
}

async function simulate(
  protocol: Protocol,
  model: ReplayModel,
  specFolder: string,
  toolchain: Toolchain,
  own: string,
): Promise<number> {
  const { folder, libraries } = protocolFolders(protocol, specFolder);
  const result = await runTlc(toolchain, {
    folder,
    module: model.module,
    configuration: plainConfiguration(model.constants, model.behaviour),
    libraries,
    workers: 1,
    heapMegabytes,
    isShort: true,
    simulation: { filePrefix: join(own, "behaviour"), behaviours: model.behaviours, depth: model.depth, seed },
  });
  if (result.outcome.kind === "simulated") return result.seconds;
  const why = "message" in result.outcome ? `: ${result.outcome.message}` : "";
  throw new SetupError(`TLC did not simulate ${model.name} (${verdictOf(result.outcome)})${why}`);
}
