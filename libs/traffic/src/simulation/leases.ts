import { addressIn } from './office';

/** Portable machines live in networks of their own, beginning at 10.192.0.0/24. */
export const portableNetwork = 192;

/** A DHCP pool: the address that was given back longest ago is lent first. */
export class Leases {
  readonly #free: string[];
  readonly #lent = new Map<number, string>();

  /** A pool that is a quarter larger than the number of machines that may hold a lease at once. */
  constructor(machines: number) {
    const addresses = machines + Math.max(2, Math.ceil(machines / 4));
    this.#free = Array.from({ length: addresses }, (_, index) => addressIn(portableNetwork, index));
  }

  /** The address of a machine; a new one when it holds none. */
  addressOf(machine: number): string {
    const address = this.#lent.get(machine) ?? this.#free.shift() ?? '';
    this.#lent.set(machine, address);
    return address;
  }

  /** Takes a machine's address back, if it holds one. */
  release(machine: number): void {
    const address = this.#lent.get(machine);
    if (address === undefined) return;
    this.#lent.delete(machine);
    this.#free.push(address);
  }
}
