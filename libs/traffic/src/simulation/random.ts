/** A source of random numbers that gives the same ones for the same seed, on every machine: sfc32. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Streams of different seeds or names do not resemble each other. */
  constructor(seed: number, stream: number | string) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) | 0;
    this.#c = (typeof stream === 'string' ? bitsOf(stream) : stream) | 0;
    for (let round = 0; round < 15; round++) this.bits();
  }

  /** 32 random bits as a whole number from 0. */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** At least 0, less than 1. */
  fraction(): number {
    return this.bits() / 2 ** 32;
  }

  /** A whole number from 0 to `count` − 1. */
  below(count: number): number {
    return Math.floor(this.fraction() * count);
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** An element of a list; the higher `skew`, the more often one of the first (1: all alike). */
  from<Item>(items: readonly [Item, ...Item[]], skew: Skew = 1): Item {
    return items[Math.floor(skewed(this.fraction(), skew) * items.length)] ?? items[0];
  }

  /** The items in an order by chance. */
  shuffled<Item>(items: readonly Item[]): Item[] {
    const order = items.map((item) => ({ item, place: this.bits() }));
    return order.sort((left, right) => left.place - right.place).map(({ item }) => item);
  }
}

/** A power to which a fraction is raised, so that small ones become more frequent. */
export type Skew = 1 | 2 | 3;

/** A power by multiplication: of Math.pow the last digit depends on the engine. */
export function skewed(fraction: number, skew: Skew): number {
  if (skew === 1) return fraction;
  return skew === 2 ? fraction * fraction : fraction * fraction * fraction;
}

/**
 * Scatters a whole number over 32 bits, by Thomas Mueller's integer hash: a choice that belongs to a host and stays the
 * same in every slice.
 */
export function scattered(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b);
  bits = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** What whole numbers decide together, such as a seed, a host and a day: at least 0, less than 1. */
export function decidedBy(...values: readonly number[]): number {
  return values.reduce((bits, value) => scattered(bits ^ value), 0x9e3779b9) / 2 ** 32;
}

/** FNV-1a of a name. */
function bitsOf(name: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) bits = Math.imul(bits ^ name.charCodeAt(index), 0x01000193);
  return bits;
}
