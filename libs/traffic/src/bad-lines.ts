import { appendFile } from 'node:fs/promises';

import { notWritten } from './batches/not-written';

const bufferedCharacters = 256 * 1024;

/** A line that could not become a row, as it is kept aside. */
export interface KeptLine {
  /** Number of the line in its file, from 1. */
  readonly line: number;
  readonly reason: string;
  /** The line as it stood there. */
  readonly text: string;
}

/** Keeps the bad lines of a source aside: a file of JSON Lines. */
export class BadLines {
  readonly #file: string;
  #buffer = '';
  #count = 0;
  #first: KeptLine | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  get count(): number {
    return this.#count;
  }

  get first(): KeptLine | undefined {
    return this.#first;
  }

  /** Where they are, when there are any. */
  get file(): string | undefined {
    return this.#count > 0 ? this.#file : undefined;
  }

  add(line: KeptLine): void {
    this.#count += 1;
    this.#first ??= line;
    this.#buffer += `${JSON.stringify(line)}\n`;
  }

  /** What the producer must wait for before it adds more; undefined when there is room. */
  relief(): Promise<void> | undefined {
    return this.#buffer.length > bufferedCharacters ? this.finish() : undefined;
  }

  /** @throws NdrError `traffic.not-written` */
  async finish(): Promise<void> {
    const text = this.#buffer;
    this.#buffer = '';
    if (text === '') return;
    await appendFile(this.#file, text).catch((error: unknown) => {
      throw notWritten(this.#file, error);
    });
  }
}
