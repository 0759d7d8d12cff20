import { z } from 'zod';
import { lostRuns } from './lost-runs';
import { batchRun } from './runs/batch-run';
import { mostRunsInState, type PipelineRun } from './pipeline-run';
import type { OrchestrationServices } from './services';
import { sliceCommits } from '../history/commits';
import type { ProjectSet } from '../history/project-set';
import { batchRecordsBelow, recordedBatch, recordedBatches, type RecordedBatch } from '../history/recorded-batches';
import type { StoredObjects } from '../history/stored-objects';
import { dayMilliseconds } from '../history/times';
import { isUnprocessed } from '../history/unprocessed-batches';

/**
 * A batch record that was put, as EventBridge tells it of S3; the request to look for batches whose event, and runs whose
 * orchestrator, got lost; or that to look for such runs alone.
 */
const findInput = z.object({
  event: z.union([
    z.object({ catchUp: z.literal(true) }),
    z.object({ takeOver: z.literal(true) }),
    z.object({ detail: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }) }),
  ]),
});

/** How long an event may take before it counts as lost. */
const eventMinutes = 15;

/**
 * The runs that completed batches are due: one for each active version of the project that they belong to. A run that was
 * lost goes on where it stands, whatever it is a run of.
 */
export async function findBatches(
  input: unknown,
  services: OrchestrationServices,
): Promise<{ readonly runs: readonly PipelineRun[] }> {
  const { event } = findInput.parse(input);
  // Those that are left out, here and below, are found by the next look.
  if ('takeOver' in event) return { runs: (await lostRuns(services)).slice(0, mostRunsInState) };
  const sets = await services.projectSets();
  if ('catchUp' in event) {
    const batches = (await Promise.all(sets.map((set) => lostBatches(set, services)))).flat();
    const others = (await lostRuns(services)).filter((run) => !batches.some((batch) => isSame(batch, run)));
    return { runs: [...others, ...batches].slice(0, mostRunsInState) };
  }
  const due: PipelineRun[] = [];
  for (const key of toldKeys(event.detail.object.key)) {
    const uri = `s3://${event.detail.bucket.name}/${key}`;
    const concerned = sets.filter(({ integration }) => uri.startsWith(batchRecordsBelow(integration)));
    const batch = concerned.length > 0 ? await recordedBatch(services.objects, uri) : undefined;
    // Deleted again, or no batch record.
    if (!batch) continue;
    for (const set of concerned) due.push(...(await unprocessedRuns(services.objects, set, [batch])));
  }
  return { runs: due };
}

/** What an event may mean by a key: EventBridge tells it as it is, notifications of S3 itself escape it. */
function toldKeys(key: string): ReadonlySet<string> {
  try {
    return new Set([key, decodeURIComponent(key.replaceAll('+', ' '))]);
  } catch {
    // No escape begins with that per cent sign.
    return new Set([key]);
  }
}

function isSame(one: PipelineRun, other: PipelineRun): boolean {
  return one.project === other.project && one.version === other.version && one.key === other.key;
}

/** Batches of the last days that were not processed, and whose event should have come by now. */
async function lostBatches(
  set: ProjectSet,
  { objects, clock, settings: { catchUpDays } }: OrchestrationServices,
): Promise<readonly PipelineRun[]> {
  const now = clock.now();
  const since = now.getTime() - catchUpDays * dayMilliseconds;
  const recorded = await recordedBatches(objects, set.integration, since);
  const waiting = recorded.filter(({ modified }) => modified <= now.getTime() - eventMinutes * 60_000);
  return unprocessedRuns(objects, set, waiting);
}

/** Runs of those of `batches` that were not processed yet, or not since they were recorded. */
async function unprocessedRuns(
  objects: StoredObjects,
  set: ProjectSet,
  batches: readonly RecordedBatch[],
): Promise<readonly PipelineRun[]> {
  if (batches.length === 0) return [];
  const span = {
    start: Math.min(...batches.map(({ start }) => start)),
    end: Math.max(...batches.map(({ end }) => end)),
  };
  const [deltaCommits, fgACommits, pairCountsCommits] = await Promise.all([
    sliceCommits(objects, set.deltas, span),
    sliceCommits(objects, set.fgA, span),
    sliceCommits(objects, set.pairCounts, span),
  ]);
  const commits = { deltaCommits, fgACommits, pairCountsCommits };
  return batches.filter((batch) => isUnprocessed(batch, commits)).map((batch) => batchRun(set, batch));
}
