import { NdrError, sliceIdOf, type SliceId } from '@ndr/core';

import type { Micros } from '../micros';

const dayMinutes = 24 * 60;

/** A batch's place on the grid: how many batches lie between 1970 and its start. */
export type BatchNumber = number;

/** Batches of equal length that divide the day: a row belongs to the one that holds its end. */
export interface BatchGrid {
  /** Length of a batch in milliseconds. */
  readonly milliseconds: number;
  /** Length of a batch in microseconds. */
  readonly micros: Micros;
}

/** @throws NdrError `batch.invalid` unless the length is a multiple of 15 that divides a day. */
export function batchGrid(minutes: number): BatchGrid {
  if (!Number.isInteger(minutes) || minutes < 15 || minutes % 15 !== 0 || dayMinutes % minutes !== 0) {
    throw new NdrError({
      code: 'batch.invalid',
      place: 'batch length',
      cause: `batches of ${minutes} minutes do not divide the day into whole quarter hours`,
      remedy: 'Give a multiple of 15 that divides 1440, such as 15, 30, 60 or 1440.',
    });
  }
  return { milliseconds: minutes * 60_000, micros: minutes * 60_000_000 };
}

/** The batch that holds `instant`. */
export function batchNumberOf(grid: BatchGrid, instant: Micros): BatchNumber {
  return Math.floor(instant / grid.micros);
}

/** A batch's name: that of its first slice, `20240419T0015Z`. */
export function batchIdOf(grid: BatchGrid, batch: BatchNumber): SliceId {
  return sliceIdOf(batchStart(grid, batch));
}

/** Start of a batch; the start of the next is its end. */
export function batchStart(grid: BatchGrid, batch: BatchNumber): Date {
  return new Date(batch * grid.milliseconds);
}

/** Start of the batch of that name, in milliseconds. */
export function batchStartOf(batchId: string): number {
  const [, day = '', hour = '', minute = ''] = /^(\d{8})T(\d{2})(\d{2})Z$/.exec(batchId) ?? [];
  return Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${hour}:${minute}:00Z`);
}

/** An instant of the grid in ISO 8601: `2024-04-19T00:15:00Z`. */
export function gridInstant(instant: Date): string {
  return instant.toISOString().replace('.000Z', 'Z');
}
