import { batchEndTsIso, batchStartTsIso, featureSpecVersion, miniBatchId, projectName } from '../pipelines/parameters';

/** What a job of the 15m pipeline is told about its run. */
export const batchParameters = [projectName, featureSpecVersion, miniBatchId, batchStartTsIso, batchEndTsIso];
