import type { OrchestrationServices } from '@ndr/aws';
import type { Clock } from '@ndr/local-sagemaker';

/** What watches batch records, and how. */
export interface RecordsWatch {
  readonly services: Pick<OrchestrationServices, 'projectSets' | 'objects'>;
  /** What was put before this time is left to the schedule that catches up. */
  readonly since: Date;
  readonly clock: Clock;
  /** Told of each record that was put, by its URI. */
  readonly put: (uri: string) => void;
  /** Told of a look that failed; the next one sees what that one would have seen. */
  readonly failed: (error: unknown) => void;
}

/** How often it is looked for batch records that were put: a folder tells nobody. */
const lookMs = 5_000;

/** Tells of batch records of active sets that are put, each time that one is, until `signal` aborts. */
export async function watchRecords(watch: RecordsWatch, signal: AbortSignal): Promise<void> {
  const known = new Map<string, Map<string, number>>();
  while (!signal.aborted) {
    try {
      await look(watch, known);
    } catch (error) {
      watch.failed(error);
    }
    await watch.clock.wait(lookMs, signal);
  }
}

/** Compares each prefix with what was known of it; at the first look, that are the records from before the watch. */
async function look(
  { services: { projectSets, objects }, since, put }: RecordsWatch,
  known: Map<string, Map<string, number>>,
): Promise<void> {
  const prefixes = new Set((await projectSets()).map(({ integration }) => `${integration}_batches/`));
  for (const prefix of prefixes) {
    const former = known.get(prefix);
    const records = await objects.list(prefix);
    known.set(prefix, new Map(records.map(({ uri, modified }) => [uri, modified.getTime()])));
    for (const { uri, modified } of records) {
      const isNew = former ? former.get(uri) !== modified.getTime() : modified >= since;
      if (isNew) put(uri);
    }
  }
}
