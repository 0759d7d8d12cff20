import type { Readable } from 'node:stream';

/** A request whose body is larger than what it may be. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';

  constructor(limit: number) {
    super(`a body has at most ${limit} bytes here`);
  }
}

/**
 * All bytes of a request's body.
 * @throws BodyTooLarge beyond `limit` bytes
 */
export async function readBody(body: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BodyTooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
