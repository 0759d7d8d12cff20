import { z } from 'zod';

/** One quarter-hour slice of UTC, written by its start: `20240419T0015Z`. */
export const sliceId = z.string().regex(/^\d{8}T\d{2}(00|15|30|45)Z$/, 'must be yyyyMMddTHHmmZ on the quarter hour');
export type SliceId = z.infer<typeof sliceId>;

/** Length of a slice in milliseconds. */
export const sliceMilliseconds = 15 * 60_000;

/** Start of the slice that holds `instant`: the quarter hour at or before it. */
export function sliceStart(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / sliceMilliseconds) * sliceMilliseconds);
}

/** Name of the slice that holds `instant`. */
export function sliceIdOf(instant: Date): SliceId {
  const digits = sliceStart(instant).toISOString().replaceAll(/[-:]/g, '');
  return `${digits.slice(0, 13)}Z`;
}

/** Whether `instant` lies on the grid of quarter hours. */
export function isOnGrid(instant: Date): boolean {
  return instant.getTime() % sliceMilliseconds === 0;
}
