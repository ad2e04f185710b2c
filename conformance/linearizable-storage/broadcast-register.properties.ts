/**
 * The safety of the broadcast register, stated of the step functions' own states. The names are the specification's.
 *
 * @module
 */
import { lookUp, rowsOf } from "../../src/core/dictionary.ts";
import { isSameData } from "../../src/core/plain-data.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import { type Answer, hasSet, isAnswer } from "../../src/linearizable-storage/broadcast-register/operation.ts";
import type { RegisterState } from "../../src/linearizable-storage/broadcast-register/register.ts";
import type { Properties } from "../engine/properties.ts";

interface Fact {
  readonly role: RegisterState | undefined;
  readonly told: readonly Answer[];
}

export const broadcastRegisterProperties: Properties<Fact> = {
  factOf: (_: Part, { role, told }: Situation<RegisterState>) => ({
    role,
    told: told.flatMap(({ value }) => (isAnswer(value) ? [value] : [])),
  }),

  violated(facts) {
    const told = facts.flatMap((fact) => fact.told);
    if (told.some((one) => told.some((other) => !agree(one, other)))) return "AnswersAreOrder";
    if (told.some((one) => told.some((other) => bothWin(one, other)))) return "OneWins";
    return facts.some(({ role }) => role !== undefined && waitsInVain(role)) ? "WaitsForItsAnswer" : undefined;
  },

  isDone: (facts) => facts.every(({ role }) => role !== undefined && role.waiting.size === 0),
};

/** Whether it is what clients are told. */
/** An operation in the log has one answer, and a place of its own. */
function agree(one: Answer, other: Answer): boolean {
  if (!isLogged(one) || !isLogged(other)) return true;
  const isSame = isSameData(one.operation, other.operation);
  return isSame ? isSameData(one, other) : one.position !== other.position;
}

function isLogged({ operation: { value } }: Answer): boolean {
  return value.kind !== "readAtPosition" && value.kind !== "readAtReplica";
}

/** A register holds a value once, since each writes its own; so two that have found the same cannot both have set it. */
function bothWin(one: Answer, other: Answer): boolean {
  const isSame = isSameData(one.operation, other.operation);
  const isSameKey = one.operation.value.key === other.operation.value.key;
  return !isSame && isSameKey && hasSet(one) && hasSet(other) && isSameData(one.held, other.held);
}

function waitsInVain({ answers, waiting, reading, applied }: RegisterState): boolean {
  return (
    rowsOf(waiting).some(({ name }) => lookUp(answers, name) !== undefined) ||
    rowsOf(reading).some(({ value }) => value.position <= applied)
  );
}
