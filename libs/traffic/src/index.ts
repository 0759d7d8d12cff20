export { logFormats, type LogFormatName } from './formats';
export { ingest, type IngestedFile, type IngestOptions, type IngestSummary } from './ingest';
