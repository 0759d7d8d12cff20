import type { LogFormat } from './log-format';
import { openZeekJson } from './zeek-conn-json';
import { openZeekTsv } from './zeek-conn-tsv';

/** Zeek's conn.log, tab separated with its header or a JSON object a line. */
export const zeekConn: LogFormat = {
  title: 'Zeek conn log',
  open: (firstLine, options) => (firstLine.startsWith('{') ? openZeekJson(firstLine, options) : openZeekTsv(firstLine)),
};
