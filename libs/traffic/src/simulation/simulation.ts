import type { EpisodeLabel } from '@ndr/pipelines';

import type { Flow } from '../flow';
import type { Span } from './attacks/attack';
import type { Episode } from './episode';
import { episodesOf } from './episodes';
import { inOrderOfTime } from './labels';
import { officeOf, type Office } from './office';
import { OfficeDays } from './office-days';
import type { CheckedOptions } from './options';
import { officeBusyness, ordinaryFlows, sliceMicros } from './ordinary-flows';
import { Random } from './random';
import { localDay, sharedOut, sliceStarts, type LocalDay } from './rhythm';
import { zoneOffset } from '../time-zone';

/** A slice of the period, with the flows of its batch. */
export interface SimulatedSlice {
  /** Start in milliseconds. */
  readonly start: number;
  readonly flows: Iterable<Flow>;
}

/** The traffic of an office over a period, slice by slice: no more than one flow of each episode is held at a time. */
export class Simulation {
  readonly #options: CheckedOptions;
  readonly #office: Office;
  readonly #starts: readonly number[];
  readonly #episodes: readonly Episode[];
  readonly #localDay: (instant: number) => LocalDay;

  constructor(options: CheckedOptions) {
    const { seed, hosts, start, slices, attacks, timeZone } = options;
    const offsetAt = zoneOffset(timeZone);
    this.#options = options;
    this.#localDay = (instant) => localDay(instant, offsetAt(instant));
    this.#office = officeOf(seed, hosts);
    this.#starts = sliceStarts(start, slices);
    this.#episodes = episodesOf(this.#office, attacks, timeOfAttacks(start * 1_000, slices));
  }

  /** The slices in order; the flows of each are to be taken before the next. */
  *slices(): Generator<SimulatedSlice> {
    const { slices, flowsASlice } = this.#options;
    const days = this.#starts.map(this.#localDay);
    const counts = sharedOut(slices * flowsASlice, days.map(officeBusyness));
    const office = new OfficeDays(this.#office, days[0]?.day ?? 0, 1 + (days.at(-1)?.day ?? 0) - (days[0]?.day ?? 0));
    for (const [index, start] of this.#starts.entries()) {
      yield { start, flows: this.#flowsOf(start, counts[index] ?? 0, office) };
    }
  }

  /** What the episodes were, in the order of time, when all slices were taken. */
  labels(source: string): EpisodeLabel[] {
    return inOrderOfTime(this.#episodes.map((episode) => episode.label(source)));
  }

  *#flowsOf(start: number, count: number, office: OfficeDays): Generator<Flow> {
    const now = this.#localDay(start);
    const random = new Random(this.#options.seed, start / 1_000);
    const next = ordinaryFlows(office.on(now), now, start * 1_000, random);
    for (let flow = 0; flow < count; flow++) yield next();
    for (const episode of this.#episodes) yield* episode.flowsUntil(start * 1_000 + sliceMicros);
  }
}

/** The last day; of a period shorter than two days its last half. */
function timeOfAttacks(start: number, slices: number): Span {
  const end = start + slices * sliceMicros;
  const slicesOfAttacks = slices >= 192 ? 96 : slices / 2;
  return { start: end - slicesOfAttacks * sliceMicros, end };
}
