export { logFormats, type LogFormatName } from './formats';
export { ingest, type IngestedFile, type IngestOptions, type IngestSummary } from './ingest';
export { generateFlows, type GeneratedFlows, type GenerateOptions } from './simulation/generate-flows';
