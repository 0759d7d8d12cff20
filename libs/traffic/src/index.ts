export { logFormatNames, logFormats, type LogFormatName } from './formats';
export { ingest, type IngestedFile, type IngestOptions, type IngestSummary } from './ingest';
export { digestOfLog } from './log-file';
export { attackNames, attacksNamed, type AttackName } from './simulation/attacks';
export { labelsFileOf } from './simulation/labels';
export type { SimulateOptions } from './simulation/options';
export { simulateTraffic, type SimulatedTraffic } from './simulation/simulate-traffic';
