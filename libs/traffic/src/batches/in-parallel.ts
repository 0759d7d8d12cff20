/** Calls that run side by side: enough to keep a disk busy, few enough for the limit of open files. */
const width = 16;

/** Runs `act` for every item, a few at a time, and returns the results in the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await act(item);
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}
