import { argusBinetflow } from './argus-binetflow';
import type { LogFormat } from './log-format';
import { zeekConn } from './zeek-conn';

/** Every format that can be ingested, by the name that commands use. */
export const logFormats = {
  'zeek-conn': zeekConn,
  'argus-binetflow': argusBinetflow,
} as const satisfies Record<string, LogFormat>;

/** Name of a format that can be ingested. */
export type LogFormatName = keyof typeof logFormats;
