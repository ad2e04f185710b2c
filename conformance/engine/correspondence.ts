/**
 * Which state of a system is which state of its specification. The encoding must be injective: two states of the system
 * that look alike would hide what tells them apart.
 *
 * @module
 */
export class Correspondence {
  /** State of the system -> state of the specification + 2, or 1 where there is none; 0 is not yet known. */
  #specs = new Uint32Array(1 << 12);
  /** State of the specification -> state of the system + 1. */
  readonly #systems: Uint32Array;

  constructor(specStates: number) {
    this.#systems = new Uint32Array(specStates);
  }

  /** -1 where the specification has no such state, `undefined` where nobody has looked yet. */
  specOf(system: number): number | undefined {
    const known = this.#specs[system];
    return known === undefined || known === 0 ? undefined : known - 2;
  }

  /** The state of the system that has this encoding. */
  systemOf(spec: number): number | undefined {
    const known = this.#systems[spec];
    return known === undefined || known === 0 ? undefined : known - 1;
  }

  add(system: number, spec: number): void {
    if (system >= this.#specs.length) {
      const longer = new Uint32Array(Math.max(system + 1, this.#specs.length * 2));
      longer.set(this.#specs);
      this.#specs = longer;
    }
    this.#specs[system] = spec + 2;
    if (spec >= 0) this.#systems[spec] = system + 1;
  }

  /** A state of the specification that no state of the system has been found for. */
  unmet(): number | undefined {
    const unmet = this.#systems.indexOf(0);
    return unmet < 0 ? undefined : unmet;
  }
}
