import {
  closeSync,
  createReadStream,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { NdrError } from '@ndr/core';
import { z } from 'zod';

const journalEntry = z.object({ region: z.string(), operation: z.string(), body: z.unknown() });

/** A write that DynamoDB took. */
export type JournalEntry = Readonly<z.infer<typeof journalEntry>>;

/**
 * The writes that DynamoDB took, a line each, in their order: with them a fresh DynamoDB becomes what the former was.
 * A line counts when its end is there; what a killed process left of a line was never acknowledged. A write stands here
 * before DynamoDB is asked, and is taken back when that refuses it: only the last line may be one that was not taken.
 */
export class DynamodbJournal {
  readonly file: string;
  private descriptor: number | undefined;
  /** Where the last line begins. */
  private lastLine = 0;

  constructor(file: string) {
    this.file = file;
  }

  /** Appends a write; it is on the disk when this returns. @throws the error of the disk, the journal as it was */
  append(entry: JournalEntry): void {
    this.descriptor ??= openSync(this.file, 'a');
    this.lastLine = fstatSync(this.descriptor).size;
    try {
      writeFully(this.descriptor, lineOf(entry));
      fsyncSync(this.descriptor);
    } catch (error) {
      this.takeBack();
      throw error;
    }
  }

  /** Takes back what was appended last. */
  takeBack(): void {
    if (this.descriptor !== undefined) ftruncateSync(this.descriptor, this.lastLine);
  }

  /**
   * The writes, in their order. What stands behind the last line's end is cut off.
   * @throws NdrError `local.journal` for a line that is no write
   */
  async *entries(): AsyncGenerator<JournalEntry> {
    if (!statSync(this.file, { throwIfNoEntry: false })) return;
    let [number, whole] = [0, 0];
    for await (const line of linesOf(this.file)) {
      number += 1;
      whole += line.length + 1;
      yield parseLine(line, `${this.file}:${number}`);
    }
    truncateSync(this.file, whole);
  }

  /** Replaces the writes by others: readers see the former journal or the whole new one. */
  async replace(entries: AsyncIterable<JournalEntry>): Promise<void> {
    const beside = `${this.file}.new`;
    const descriptor = openSync(beside, 'w');
    try {
      for await (const entry of entries) writeFully(descriptor, lineOf(entry));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    this.close();
    renameSync(beside, this.file);
    syncFolder(dirname(this.file));
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }
}

const newline = 0x0a;

/** The lines of a file that have an end, without it. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      yield Buffer.concat([...rest, chunk.subarray(start, end)]);
      rest = [];
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
  }
}

function parseLine(line: Buffer, place: string): JournalEntry {
  try {
    return journalEntry.parse(JSON.parse(line.toString('utf8')));
  } catch (error) {
    throw new NdrError({
      code: 'local.journal',
      place,
      cause: `the line is no write of DynamoDB: ${error instanceof Error ? error.message : String(error)}`,
      remedy: 'Remove that line, or start with empty tables: ndr local reset.',
    });
  }
}

const lineOf = (entry: JournalEntry) => Buffer.from(`${JSON.stringify(entry)}\n`);

function writeFully(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}

/** A renaming lasts once its folder is on the disk. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
