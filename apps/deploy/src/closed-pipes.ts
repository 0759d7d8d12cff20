/**
 * Drops what is written to `streams` after their reader has gone, such as `head`: the command goes on, and its exit code
 * says how it ended.
 */
export function dropUnread(...streams: readonly NodeJS.WritableStream[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
