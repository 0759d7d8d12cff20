const smallest = 2 * 1024;

/**
 * Lends buffers and takes them back. Buffers that live for seconds and are then dropped by the thousand would fill the
 * memory with garbage long before the collector looks at them.
 */
export class BufferPool {
  readonly #free = new Map<number, Buffer[]>();

  /** A buffer of at least `bytes`, its content arbitrary. */
  take(bytes: number): Buffer {
    let length = smallest;
    while (length < bytes) length *= 2;
    return this.#free.get(length)?.pop() ?? Buffer.allocUnsafeSlow(length);
  }

  /** Takes a buffer back that this pool lent; the caller must not touch it any more. */
  give(buffer: Buffer): void {
    const free = this.#free.get(buffer.length);
    if (free) free.push(buffer);
    else this.#free.set(buffer.length, [buffer]);
  }
}
