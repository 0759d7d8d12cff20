/**
 * Where the events of a log begin and end. An event is a line. Of a line longer than `longestEvent` bytes, each multiple
 * of that many bytes within the log ends an event, so that bounds are the same from whichever side they are looked for,
 * and a log without any line break is read in bounded memory too.
 */
export const longestEvent = 256 * 1024;

const lineBreak = 0x0a;

/** Bytes of a log that are at hand: `bytes` begin at `start` of the log. */
export interface LogBytes {
  readonly bytes: Buffer;
  readonly start: number;
}

/**
 * End of the event that begins at `position`; undefined where the bytes at hand do not hold it.
 * `isWhole` says that nothing follows these bytes, so that the last line needs no line break.
 */
export function eventEnd({ bytes, start }: LogBytes, position: number, isWhole: boolean): number | undefined {
  const from = position - start;
  const found = bytes.subarray(from, from + longestEvent).indexOf(lineBreak);
  if (found >= 0) return position + found + 1;
  const left = bytes.length - from;
  if (left >= longestEvent) return (Math.floor(position / longestEvent) + 1) * longestEvent;
  return isWhole && left > 0 ? start + bytes.length : undefined;
}

/** Start of the event that ends at `position`; the bytes at hand reach `longestEvent + 1` back, or to the log's start. */
export function eventStart({ bytes, start }: LogBytes, position: number): number {
  const end = position - start;
  const oldest = Math.max(0, end - longestEvent - 1);
  const found = bytes.subarray(oldest, Math.max(oldest, end - 1)).lastIndexOf(lineBreak);
  if (found >= 0) return start + oldest + found + 1;
  return position <= longestEvent ? 0 : Math.floor((position - 1) / longestEvent) * longestEvent;
}

/** The bound at or before `position`, which may lie within an event; bytes at hand as for `eventStart`. */
export function boundBefore({ bytes, start }: LogBytes, position: number): number {
  const end = position - start;
  const oldest = Math.max(0, end - longestEvent - 1);
  const found = bytes.subarray(oldest, end).lastIndexOf(lineBreak);
  if (found >= 0) return start + oldest + found + 1;
  return Math.floor(position / longestEvent) * longestEvent;
}
