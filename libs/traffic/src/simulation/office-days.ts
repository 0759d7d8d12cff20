import { Leases, portableNetwork } from './leases';
import { ipv6AddressIn, type Host, type Office, type NonEmpty } from './office';
import { seatsOf } from './habits';
import { decidedBy } from './random';
import type { LocalDay } from './rhythm';

/** The office on one day: the machines that are there, at the addresses that they have on it. */
export interface OfficeDay extends Office {
  /** Machines of people, each as often as its share of the work. */
  readonly clientSeats: NonEmpty<Host>;
  /** Every machine once. */
  readonly all: NonEmpty<Host>;
}

/** Share of portable machines that are bought in the period, and that are given away in it. */
const joining = 0.12;
const leaving = 0.12;
/** Chance of a portable machine to be away on a day. */
const awayOnWorkday = 0.15;
const awayOnWeekend = 0.85;
/** Chance that a lease ends over night. */
const leaseEnds = 0.2;

/** Plays the days of an office one after the other: machines join, leave, are away, and get other addresses. */
export class OfficeDays {
  readonly #office: Office;
  readonly #firstDay: number;
  readonly #days: number;
  readonly #leases: Leases;
  #today: { readonly day: number; readonly office: OfficeDay } | undefined;

  /** `days` local days from `firstDay` on. */
  constructor(office: Office, firstDay: number, days: number) {
    this.#office = office;
    this.#firstDay = firstDay;
    this.#days = days;
    this.#leases = new Leases(office.portables.length);
  }

  /** The office on a day, which is the one asked for last or a later one. */
  on({ day, isWeekend }: LocalDay): OfficeDay {
    if (this.#today?.day !== day) this.#today = { day, office: this.#officeOn(day, isWeekend) };
    return this.#today.office;
  }

  #officeOn(day: number, isWeekend: boolean): OfficeDay {
    const { servers, nameServers, domainControllers, printers, scanner, desks } = this.#office;
    const clients = [...desks, ...this.#portablesOn(day, isWeekend)];
    const seats = clients.flatMap((client) => Array.from({ length: seatsOf(client) }, () => client));
    const all = [...nameServers, ...domainControllers, scanner, ...servers, ...printers, ...clients];
    return { ...this.#office, clientSeats: seats as unknown as NonEmpty<Host>, all: all as unknown as NonEmpty<Host> };
  }

  #portablesOn(day: number, isWeekend: boolean): Host[] {
    const present: Host[] = [];
    for (const [index, number] of this.#office.portables.entries()) {
      const isHere = this.#isOwnedOn(number, day) && !this.#isAwayOn(number, day, isWeekend);
      if (!isHere || this.#decided(number, question.leaseEnds, day) < leaseEnds) this.#leases.release(number);
      if (!isHere) continue;
      const address6 = index % 3 === 0 ? ipv6AddressIn(portableNetwork, index) : null;
      present.push({ number, address: this.#leases.addressOf(number), address6 });
    }
    return present;
  }

  #isAwayOn(number: number, day: number, isWeekend: boolean): boolean {
    return this.#decided(number, question.away, day) < (isWeekend ? awayOnWeekend : awayOnWorkday);
  }

  /** Whether the office has bought the machine already, and not yet given it away. */
  #isOwnedOn(number: number, day: number): boolean {
    if (this.#days < 2) return true;
    const fate = this.#decided(number, question.fate);
    const turn = 1 + Math.floor(this.#decided(number, question.turn) * (this.#days - 1));
    const hasTurned = day - this.#firstDay >= turn;
    if (fate < joining) return hasTurned;
    return fate < joining + leaving ? !hasTurned : true;
  }

  #decided(...about: readonly number[]): number {
    return decidedBy(this.#office.seed, ...about);
  }
}

/** What is decided about a machine, once or every day. */
const question = { fate: 1, turn: 2, away: 3, leaseEnds: 4 };
