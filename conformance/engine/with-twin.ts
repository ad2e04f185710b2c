/**
 * A protocol with the mistaken steps of one of its twins in the place of the real ones, for tests.
 *
 * @module
 */
import type { Protocol } from "./protocol.ts";

/** @param name - the twin's: that of the model which must fail */
export function withTwin(protocol: Protocol, name: string): Protocol {
  const twin = protocol.twins.find((candidate) => candidate.name === name);
  if (twin === undefined) throw new Error(`${protocol.name} has no twin ${name}`);
  return {
    ...protocol,
    subjectOf: (constants) => ({ ...protocol.subjectOf(constants), system: twin.systemOf(constants) }),
  };
}
