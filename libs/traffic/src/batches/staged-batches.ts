import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';

import { BufferPool } from './buffer-pool';
import { notWritten } from './not-written';

const packed = promisify(gzip);

/** Bytes of rows that make a gzip member of their own at once. */
const memberBytes = 256 * 1024;
/** Room for the packed form of a member: enough for most, so that one call packs it. */
const packedBytes = 128 * 1024;
/** Bytes of rows that wait in open batches; beyond it the fullest are written, so that memory does not grow with them. */
const openBytesLimit = 8 * 1024 * 1024;
/** Bytes of rows on their way to the disk at which the producer has to wait. */
const queuedBytesLimit = 3 * 1024 * 1024;

interface OpenBatch {
  rows: number;
  buffer: Buffer;
  used: number;
}

/** The buffer of a batch that has no rows waiting. */
const none = Buffer.alloc(0);

/**
 * The rows of one source, sorted into a gzip file a batch, in a folder that no reader looks at. Rows come in any order
 * of batches: each batch gathers rows in memory and appends them as gzip members, so that any number of batches needs
 * one open file and bounded memory. The same rows in the same order give the same bytes.
 */
export class StagedBatches {
  readonly folder: string;
  readonly #open = new Map<string, OpenBatch>();
  readonly #writes: Promise<void>[] = [];
  readonly #pool = new BufferPool();
  #openBytes = 0;
  #queuedBytes = 0;
  #last: Promise<void>;
  #failure: unknown;
  #isFolderMade = false;

  /** `folder` is made when the first rows are written. */
  constructor(folder: string) {
    this.folder = folder;
    this.#last = Promise.resolve();
  }

  /** Rows, a batch. */
  get rows(): ReadonlyMap<string, number> {
    return new Map([...this.#open].map(([batchId, { rows }]) => [batchId, rows]));
  }

  /** Adds `rows` whole lines to a batch; the producer then looks at `relief`. */
  add(batchId: string, lines: string, rows = 1): void {
    let batch = this.#open.get(batchId);
    if (!batch) {
      batch = { rows: 0, buffer: none, used: 0 };
      this.#open.set(batchId, batch);
    }
    batch.rows += rows;
    // Up to three bytes a UTF-16 unit; almost always one.
    const most = lines.length * 3;
    if (batch.used + most > batch.buffer.length) this.#makeRoom(batchId, batch, most);
    batch.used += batch.buffer.write(lines, batch.used, 'utf8');
    if (this.#openBytes > openBytesLimit) this.#writeFullest();
  }

  /** What the producer must wait for before it adds more; undefined when there is room. */
  relief(): Promise<void> | undefined {
    return this.#queuedBytes > queuedBytesLimit || this.#failure !== undefined ? this.#wait() : undefined;
  }

  /**
   * Writes what is still open.
   * @throws NdrError `traffic.not-written`
   */
  async finish(): Promise<void> {
    for (const [batchId, batch] of this.#open) {
      this.#write(batchId, batch);
      await this.relief();
    }
    await this.#last;
    this.#refuseFailure();
  }

  async #wait(): Promise<void> {
    for (let [first] = this.#writes; first && this.#queuedBytes > queuedBytesLimit; [first] = this.#writes) {
      await first;
    }
    this.#refuseFailure();
  }

  #refuseFailure(): void {
    if (this.#failure !== undefined) throw notWritten(this.folder, this.#failure);
  }

  #makeRoom(batchId: string, batch: OpenBatch, most: number): void {
    if (batch.used >= memberBytes) this.#write(batchId, batch);
    const larger = this.#pool.take(Math.max(batch.used + most, 2 * batch.buffer.length));
    batch.buffer.copy(larger, 0, 0, batch.used);
    this.#openBytes += larger.length - batch.buffer.length;
    this.#give(batch.buffer);
    batch.buffer = larger;
  }

  #writeFullest(): void {
    const fullest = [...this.#open].sort(([, left], [, right]) => right.buffer.length - left.buffer.length);
    for (const [batchId, batch] of fullest) {
      if (this.#openBytes <= openBytesLimit / 2) return;
      this.#write(batchId, batch);
    }
  }

  /** Queues a batch's rows as a gzip member; members are written one after the other, in order. */
  #write(batchId: string, batch: OpenBatch): void {
    const { buffer, used } = batch;
    this.#openBytes -= buffer.length;
    batch.buffer = none;
    batch.used = 0;
    this.#queuedBytes += used;
    const done = this.#last.then(() => this.#append(batchId, buffer, used));
    this.#last = done;
    this.#writes.push(done);
  }

  async #append(batchId: string, buffer: Buffer, used: number): Promise<void> {
    try {
      if (this.#failure !== undefined || used === 0) return;
      const member = await packed(buffer.subarray(0, used), { level: constants.Z_BEST_SPEED, chunkSize: packedBytes });
      if (!this.#isFolderMade) await mkdir(this.folder, { recursive: true });
      this.#isFolderMade = true;
      await appendFile(join(this.folder, `${batchId}.jsonl.gz`), member);
    } catch (error) {
      this.#failure = error;
    } finally {
      this.#queuedBytes -= used;
      void this.#writes.shift();
      this.#give(buffer);
    }
  }

  #give(buffer: Buffer): void {
    if (buffer !== none) this.#pool.give(buffer);
  }
}
