export { missingBaselines, staleBaselines } from './baselines';
export { readProjectHistory, type ProjectHistory } from './project-history';
export { projectSetOf, type ProjectSet } from './project-set';
export { recordedExtent } from './recorded-extent';
export type { RecordedBatch } from './recorded-batches';
export { staleNovelty, staleWindows } from './stale-windows';
export { s3StoredObjects, type StoredObject, type StoredObjects } from './stored-objects';
export type { Interval } from './times';
export { unprocessedBatches } from './unprocessed-batches';
