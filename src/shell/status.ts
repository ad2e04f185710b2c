/**
 * What a part says about itself. One that does not say it in words of its own is asked for what its state says: roles
 * keep under `role` or `status` what they are, and under `epoch` and `leader` what they know.
 *
 * @module
 */
import type { Part, PartTypes, Status } from "../core/system.ts";

/** The status of the part in the state; `undefined` if nothing says what it is. */
export function statusOf<Types extends PartTypes>(
  part: Part<unknown, Types>,
  state: unknown,
): Status<Types["status"]> | undefined {
  if (part.status !== undefined) return part.status(state);
  const said = saidBy(state);
  return isOf<Types>(said) ? said : undefined;
}

function saidBy(state: unknown): Status | undefined {
  if (typeof state !== "object" || state === null) return undefined;
  const { role, status = role, epoch, leader }: Partial<Record<string, unknown>> = { ...state };
  if (typeof status !== "string") return undefined;
  return {
    is: status,
    ...(typeof epoch === "number" && { epoch }),
    ...(typeof leader === "string" && { leader }),
  };
}

/** Which words a role has for itself only its types know. */
function isOf<Types extends PartTypes>(said: Status | undefined): said is Status<Types["status"]> {
  return said !== undefined;
}
