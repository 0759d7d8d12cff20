import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { timesFile } from './log-folder';

/** A log had grown to `size` bytes at `time`, in milliseconds since 1970. */
export interface Growth {
  readonly time: number;
  readonly size: number;
}

/** A double and an unsigned integer, both big-endian. */
const bytesOfGrowth = 16;
const growthsOfBlock = 4096;

/** Writes the growth of one log. Whoever writes the log itself needs to know nothing of it. */
export class LogTimesWriter {
  private readonly file: number;
  private position: number;
  private latest: number | undefined;

  constructor(logFile: string) {
    this.file = openSync(timesFile(logFile), 'a+');
    const { size } = fstatSync(this.file);
    this.position = size - (size % bytesOfGrowth);
  }

  /** Records a growth; one that cannot be written is left out, and the next one stands for it. */
  add({ time, size }: Growth): void {
    if (size === this.latest) return;
    const bytes = Buffer.alloc(bytesOfGrowth);
    bytes.writeDoubleBE(time, 0);
    bytes.writeBigUInt64BE(BigInt(size), 8);
    try {
      if (writeSync(this.file, bytes, 0, bytesOfGrowth, this.position) < bytesOfGrowth) return;
    } catch {
      return; // a full disk: the job learns of it by itself
    }
    this.position += bytesOfGrowth;
    this.latest = size;
  }

  close(): void {
    closeSync(this.file);
  }
}

/** Reads the growth of one log, a block at a time, however long the log is. */
export class LogTimes {
  readonly count: number;
  private readonly file: number;
  private readonly block = Buffer.alloc(bytesOfGrowth * growthsOfBlock);
  private blockIndex = -1;

  private constructor(file: number) {
    this.file = file;
    this.count = Math.floor(fstatSync(file).size / bytesOfGrowth);
  }

  /** Calls `use` with the times of a log; undefined where there are none. */
  static read<T>(logFile: string, use: (times: LogTimes) => T): T | undefined {
    const file = openOrUndefined(timesFile(logFile));
    if (file === undefined) return undefined;
    try {
      const times = new LogTimes(file);
      return times.count === 0 ? undefined : use(times);
    } finally {
      closeSync(file);
    }
  }

  get first(): Growth {
    return this.at(0);
  }

  get last(): Growth {
    return this.at(this.count - 1);
  }

  /** When the log had grown to `size` bytes. */
  timeOf(size: number): number {
    const index = this.search((growth) => growth.size >= size);
    return this.at(Math.min(index, this.count - 1)).time;
  }

  /** Bytes that the log surely had before `time`. */
  sizeBefore(time: number): number {
    const index = this.search((growth) => growth.time >= time);
    return index === 0 ? 0 : this.at(index - 1).size;
  }

  private at(index: number): Growth {
    const blockIndex = Math.floor(index / growthsOfBlock);
    if (blockIndex !== this.blockIndex) {
      readSync(this.file, this.block, 0, this.block.length, blockIndex * this.block.length);
      this.blockIndex = blockIndex;
    }
    const start = (index % growthsOfBlock) * bytesOfGrowth;
    return { time: this.block.readDoubleBE(start), size: Number(this.block.readBigUInt64BE(start + 8)) };
  }

  /** Index of the first growth that `isAfter` accepts; the count when it accepts none. */
  private search(isAfter: (growth: Growth) => boolean): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isAfter(this.at(middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function openOrUndefined(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
