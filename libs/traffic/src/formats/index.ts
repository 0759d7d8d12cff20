import { argusBinetflow } from './argus-binetflow';
import type { LogFormat } from './log-format';
import { panOsTraffic } from './pan-os-traffic';
import { zeekConn } from './zeek-conn';

/** Every format that can be ingested, by the name that commands use. */
export const logFormats = {
  'zeek-conn': zeekConn,
  'argus-binetflow': argusBinetflow,
  'pan-os-traffic': panOsTraffic,
} as const satisfies Record<string, LogFormat>;

/** Name of a format that can be ingested. */
export type LogFormatName = keyof typeof logFormats;

/** Names of the formats that can be ingested. */
export const logFormatNames = Object.keys(logFormats) as readonly LogFormatName[] as readonly [
  LogFormatName,
  ...LogFormatName[],
];
