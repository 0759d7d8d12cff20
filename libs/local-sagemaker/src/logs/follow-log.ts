import { statSync } from 'node:fs';
import { LogTimesWriter } from './log-times';

const pollMs = 200;

/** Logs that still grow, by their file. */
const open = new Set<string>();

/** Whether an instance of this process's jobs still writes to a log. */
export function isGrowing(logFile: string): boolean {
  return open.has(logFile);
}

/**
 * Notes when a log grows, until the answer is called. The instance writes to the file itself, so that a log of any
 * length takes no memory here; only its size is looked at.
 */
export function followLog(logFile: string): () => void {
  const times = new LogTimesWriter(logFile);
  const note = () => {
    const { size } = statSync(logFile, { throwIfNoEntry: false }) ?? { size: 0 };
    times.add({ time: Date.now(), size });
  };
  note();
  open.add(logFile);
  const timer = setInterval(note, pollMs);
  return () => {
    clearInterval(timer);
    note();
    times.close();
    open.delete(logFile);
  };
}
