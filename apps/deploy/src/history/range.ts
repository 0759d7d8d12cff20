import { recordedExtent, s3StoredObjects, type ActionContext, type Interval, type ProjectSet } from '@ndr/aws';
import { gridInstant } from '../commands/arguments';

/** The options that say which range of time is meant. */
export const rangeOptions = {
  from: gridInstant.optional().describe('First slice, a UTC quarter hour; the first that was recorded unless given'),
  to: gridInstant.optional().describe('End, a UTC quarter hour; that of the last batch that was recorded unless given'),
};

/** Refuses a range that is empty. */
export function isInOrder({
  from,
  to,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): boolean {
  return from === undefined || to === undefined || Date.parse(from) < Date.parse(to);
}

/** What a range that is empty is told. */
export const outOfOrder = { path: ['to'], message: 'must lie after --from' };

/** The range that is meant; undefined when nothing was recorded, and no range is given. */
export async function rangeOf(
  { clients }: ActionContext,
  set: ProjectSet,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<Interval | undefined> {
  if (from !== undefined && to !== undefined) return { start: Date.parse(from), end: Date.parse(to) };
  const extent = await recordedExtent(s3StoredObjects(clients.s3), set);
  if (!extent) return undefined;
  return {
    start: from === undefined ? extent.start : Date.parse(from),
    end: to === undefined ? extent.end : Date.parse(to),
  };
}
