import { isOnGrid, NdrError, type Reporter } from '@ndr/core';

import { attacksNamed, type AttackName } from './attacks';
import { fewestHosts, mostHosts } from './office';
import { refuseUnknownTimeZone } from '../time-zone';

export interface SimulateOptions {
  /** A whole number; the same options give the same rows. */
  readonly seed: number;
  /** Start of the period in ISO 8601: a midnight of UTC when it is of days, a quarter hour when it is of slices. */
  readonly start: string;
  /** Length of the period in days of 24 hours; either this or `slices`. */
  readonly days?: number | undefined;
  /** Length of the period in slices of 15 minutes. */
  readonly slices?: number | undefined;
  /** Machines of the office, 10 to 50,000. */
  readonly hosts: number;
  /** Ordinary flows of a slice on average, by day more, at night fewer. Default 15 a host: 1,440 a host and day. */
  readonly flowsASlice?: number;
  /** IANA zone of the office's clocks. Default UTC. */
  readonly timeZone?: string;
  /** Attacks, an episode each. Default all. */
  readonly attacks?: 'all' | 'none' | readonly AttackName[];
  readonly reporter?: Reporter;
}

/** Options that a simulation can be made from. */
export interface CheckedOptions {
  readonly seed: number;
  /** In milliseconds. */
  readonly start: number;
  readonly slices: number;
  readonly hosts: number;
  readonly flowsASlice: number;
  readonly timeZone: string;
  readonly attacks: readonly AttackName[];
}

const slicesADay = 96;
const mostDays = 1_096;
const flowsAHostAndSlice = 15;

/** @throws NdrError `usage` for the first option that no simulation can be made from. */
export function checkedOptions(options: SimulateOptions): CheckedOptions {
  const { seed, hosts, timeZone = 'UTC', attacks = 'all' } = options;
  const slices = checkedSlices(options);
  refuseUnknownTimeZone(timeZone);
  if (!isWhole(seed, 0)) throw refused('seed', `${seed} is no whole number from 0`, 'Give one, such as 1.');
  if (!isWhole(hosts, fewestHosts) || hosts > mostHosts) {
    const cause = `an office has ${fewestHosts} to ${mostHosts} machines, not ${hosts}`;
    throw refused('hosts', cause, 'Give such a number.');
  }
  const flowsASlice = options.flowsASlice ?? hosts * flowsAHostAndSlice;
  if (!isWhole(flowsASlice, 1)) {
    throw refused('flows', `${flowsASlice} flows a slice are no whole number from 1`, 'Give one, such as 500.');
  }
  const start = checkedStart(options);
  return { seed, start, slices, hosts, flowsASlice, timeZone, attacks: checkedAttacks(attacks) };
}

function checkedSlices({ days, slices }: SimulateOptions): number {
  if ((days === undefined) === (slices === undefined)) {
    throw refused('period', 'its length is given in days and in slices, or not at all', 'Give either days or slices.');
  }
  const asked = slices ?? (days ?? 0) * slicesADay;
  if (isWhole(asked / (slices === undefined ? slicesADay : 1), 1) && asked <= mostDays * slicesADay) return asked;
  if (days === undefined) {
    throw refused(
      'period',
      `${asked} slices are no period`,
      `Give 1 to ${mostDays * slicesADay} slices of 15 minutes.`,
    );
  }
  throw refused('period', `${days} days are no period`, `Give whole days, 1 to ${mostDays}.`);
}

/** Start of the first slice in milliseconds. */
function checkedStart({ start, days }: SimulateOptions): number {
  const instant = new Date(start);
  const isFit = !Number.isNaN(instant.getTime()) && isOnGrid(instant);
  const isMidnight = isFit && instant.getTime() % (slicesADay * 900_000) === 0;
  if (days === undefined ? isFit : isMidnight) return instant.getTime();
  const grid = days === undefined ? 'quarter hour' : 'midnight';
  throw refused('start', `${start} is no ${grid} of UTC`, 'Give one such as 2024-04-19T00:00:00Z.');
}

function checkedAttacks(attacks: 'all' | 'none' | readonly AttackName[]): readonly AttackName[] {
  if (typeof attacks === 'string') return attacksNamed(attacks);
  return attacks.length === 0 ? [] : attacksNamed(attacks.join(','));
}

function isWhole(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}

function refused(place: string, cause: string, remedy: string): NdrError {
  return new NdrError({ code: 'usage', place: `simulated traffic, ${place}`, cause, remedy });
}
