import { open } from 'node:fs/promises';

const tailLines = 20;
const tailBytes = 16_384;

/** The last lines of a log; none when it cannot be read. */
export async function logTail(path: string): Promise<readonly string[]> {
  const file = await open(path).catch(() => undefined);
  if (!file) return [];
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, tailBytes)), { position: start });
    const lines = buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n');
    // The first line is a part of one, unless the file begins there.
    return (start > 0 ? lines.slice(1) : lines).slice(-tailLines);
  } finally {
    await file.close();
  }
}
