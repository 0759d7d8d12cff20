import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';

import { NdrError } from '@ndr/core';

import { unpackerOf, xzFailure } from './packing';
import { isSystemError } from './system-error';

/** Bytes that are read, and unpacked, at a time. */
const chunkBytes = 64 * 1024;

/** A longer line is no log line; it is cut here, so that a file without line feeds does not fill the memory. */
export const longestLine = 1024 * 1024;

export interface LinesOptions {
  /** Takes each line without its end; lines are numbered from 1. Of a longer line than `longestLine` its beginning, one more character than that. */
  readonly onLine: (line: string, number: number) => void;
  /** Called between chunks of lines; reading waits for it. */
  readonly onChunk: (bytesRead: number) => Promise<void> | undefined;
}

/**
 * Reads a log file, plain, gzip or xz (of any number of members or streams), line by line, once and in bounded memory.
 * @returns SHA-256 of the file as it is stored, in hexadecimal.
 * @throws NdrError `traffic.unreadable`; what `onLine` and `onChunk` throw.
 */
export async function readLines(file: string, { onLine, onChunk }: LinesOptions): Promise<string> {
  const digest = createHash('sha256');
  let bytesRead = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      bytesRead += chunk.length;
      done(null, chunk);
    },
  });
  const splitter = new LineSplitter(onLine);
  const consumer = new Consumer();
  const split = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) {
      await consumer.run(() => {
        splitter.write(chunk);
        return onChunk(bytesRead);
      });
    }
    await consumer.run(() => splitter.end());
  };
  try {
    const unpacker = await unpackerOf(file, chunkBytes);
    const stored = createReadStream(file, { highWaterMark: chunkBytes });
    if (unpacker) await pipeline(stored, counted, unpacker, split);
    else await pipeline(stored, counted, split);
  } catch (error) {
    if (consumer.failed) throw consumer.failure;
    throw unreadable(file, error) ?? error;
  }
  return digest.digest('hex');
}

/**
 * SHA-256 of a log file as it is stored, in hexadecimal: what a prefix knows its rows by.
 * @throws NdrError `traffic.unreadable`
 */
export async function digestOfLog(file: string): Promise<string> {
  const digest = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) digest.update(chunk as Buffer);
  } catch (error) {
    throw unreadable(file, error) ?? error;
  }
  return digest.digest('hex');
}

/** Runs the caller's part, and remembers what it threw: the streams would end with an error of their own instead. */
class Consumer {
  failed = false;
  failure: unknown;

  async run(act: () => unknown): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.failed = true;
      this.failure = error;
      throw error;
    }
  }
}

/** Cuts chunks of bytes into lines. */
class LineSplitter {
  readonly #onLine: (line: string, number: number) => void;
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  #number = 0;

  constructor(onLine: (line: string, number: number) => void) {
    this.#onLine = onLine;
  }

  write(chunk: Buffer): void {
    const text = this.#rest + this.#decoder.write(chunk);
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      this.#emit(text.slice(from, end));
      from = end + 1;
    }
    this.#rest = text.slice(from, from + longestLine + 1);
  }

  end(): void {
    const last = this.#rest + this.#decoder.end();
    if (last !== '') this.#emit(last);
  }

  #emit(line: string): void {
    this.#number += 1;
    const cut = line.length > longestLine ? line.slice(0, longestLine + 1) : line;
    const bare = cut.endsWith('\r') ? cut.slice(0, -1) : cut;
    this.#onLine(this.#number === 1 ? bare.replace(/^\uFEFF/, '') : bare, this.#number);
  }
}

const systemCauses: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder',
  Z_BUF_ERROR: 'it ends in the middle of its gzip data',
  Z_DATA_ERROR: 'its gzip data is damaged',
};

/** An error of the system or of an unpacker, told of the file; undefined for every other. */
function unreadable(file: string, error: unknown): NdrError | undefined {
  const refused = (cause: string, remedy: string) =>
    new NdrError({ code: 'traffic.unreadable', place: file, cause, remedy });
  const damage = xzFailure(error);
  if (damage !== undefined) return refused(damage, 'Fetch the file again, whole; `xz -t` tells what it holds.');
  if (!isSystemError(error)) return undefined;
  const { code = '', message } = error;
  const isPacking = code.startsWith('Z_');
  return refused(
    systemCauses[code] ?? message,
    isPacking ? 'Fetch the file again, whole.' : 'Check the path and the rights.',
  );
}
