/**
 * Numbers for stretches of bytes, without making a string of each: of the millions of values that TLC prints, few are
 * different.
 *
 * @module
 */
export class TextTable {
  /** How many different texts there are. */
  size = 0;
  #slots = new Uint32Array(1 << 10);
  #hashes = new Uint32Array(1 << 9);
  #starts = new Uint32Array(1 << 9);
  #bytes = new Uint8Array(1 << 16);
  #used = 0;

  /** The number of `bytes[from..to)`. A new text has the number that the size was before. */
  intern(bytes: Uint8Array, from: number, to: number): number {
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
    hash = (hash ^ (hash >>> 15)) >>> 0;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let held = this.#slots[slot] ?? 0; held !== 0; held = this.#slots[slot] ?? 0) {
      if (this.#hashes[held - 1] === hash && this.#holds(held - 1, bytes, from, to)) return held - 1;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.size + 1;
    return this.#append(hash, bytes, from, to);
  }

  #holds(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[number] ?? 0;
    const end = number + 1 < this.size ? (this.#starts[number + 1] ?? 0) : this.#used;
    if (end - start !== to - from) return false;
    for (let i = start, j = from; i < end; i++, j++) if (this.#bytes[i] !== bytes[j]) return false;
    return true;
  }

  #append(hash: number, bytes: Uint8Array, from: number, to: number): number {
    const number = this.size++;
    if (this.size > this.#starts.length) this.#grow();
    while (this.#used + to - from > this.#bytes.length) {
      const longer = new Uint8Array(this.#bytes.length * 2);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#hashes[number] = hash;
    this.#starts[number] = this.#used;
    this.#bytes.set(bytes.subarray(from, to), this.#used);
    this.#used += to - from;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  #grow(): void {
    const hashes = new Uint32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const starts = new Uint32Array(this.#starts.length * 2);
    starts.set(this.#starts);
    this.#starts = starts;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = (this.#hashes[number] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}
