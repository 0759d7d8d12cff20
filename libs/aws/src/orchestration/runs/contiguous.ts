import { dayMilliseconds, type Interval } from '../../history/times';

/** Intervals in order, in groups: each begins where the one before ends, and a group spans at most `mostDays`. */
export function contiguous<Item extends Interval>(
  items: readonly Item[],
  mostDays: number,
  follows: (item: Item, former: Item) => boolean = ({ start }, { end }) => start === end,
): readonly (readonly Item[])[] {
  const groups: Item[][] = [];
  for (const item of items) {
    const group = groups.at(-1);
    const [first, former] = [group?.[0], group?.at(-1)];
    const fits = first && former && follows(item, former) && item.end - first.start <= mostDays * dayMilliseconds;
    if (fits) group?.push(item);
    else groups.push([item]);
  }
  return groups;
}
