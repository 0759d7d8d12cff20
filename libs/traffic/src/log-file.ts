import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';

import { NdrError } from '@ndr/core';

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
 * Reads a log file, plain or gzip (of any number of members), line by line, once and in bounded memory.
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
    const packed = await isGzip(file);
    const stored = createReadStream(file, { highWaterMark: chunkBytes });
    if (packed) await pipeline(stored, counted, createGunzip({ chunkSize: chunkBytes }), split);
    else await pipeline(stored, counted, split);
  } catch (error) {
    if (consumer.failed) throw consumer.failure;
    throw isSystemError(error) ? unreadable(file, error) : error;
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

const signatures: readonly (readonly [name: string, hex: string])[] = [
  ['xz', 'fd377a585a00'],
  ['zstd', '28b52ffd'],
  ['bzip2', '425a68'],
  ['zip', '504b0304'],
];

/** @throws NdrError when the file is packed in another way. */
async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(6), 0, 6, 0);
    const begin = buffer.toString('hex', 0, bytesRead);
    const other = signatures.find(([, signature]) => begin.startsWith(signature));
    if (other) {
      throw new NdrError({
        code: 'traffic.unreadable',
        place: file,
        cause: `it is packed with ${other[0]}`,
        remedy: 'Unpack it first; plain text and gzip are read as they are.',
      });
    }
    return begin.startsWith('1f8b');
  } finally {
    await handle.close();
  }
}

function unreadable(file: string, { code = '', message }: NodeJS.ErrnoException): NdrError {
  const causes: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'it may not be read',
    EISDIR: 'it is a folder',
    Z_BUF_ERROR: 'it ends in the middle of its gzip data',
    Z_DATA_ERROR: 'its gzip data is damaged',
  };
  return new NdrError({
    code: 'traffic.unreadable',
    place: file,
    cause: causes[code] ?? message,
    remedy: code.startsWith('Z_') ? 'Fetch the file again, whole.' : 'Check the path and the rights.',
  });
}
