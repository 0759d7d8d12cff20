import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** A server that serves a state folder, as it tells of itself and as `server.json` names it. */
export const servingServer = z.object({
  endpoint: z.string(),
  region: z.string(),
  /** Folder that holds a folder for each bucket. */
  bucketRoot: z.string(),
  stateDir: z.string(),
  pid: z.number().int(),
  /** Whether pipelines run by themselves there. */
  schedules: z.boolean().optional(),
});

export type ServingServer = Readonly<z.infer<typeof servingServer>>;

/** Writes which server serves; readers see the former text or the whole new one. */
export function writeServerFile(file: string, server: ServingServer): void {
  const beside = `${file}.new`;
  writeFileSync(beside, `${JSON.stringify(server)}\n`);
  renameSync(beside, file);
}

/** Which server said that it serves; it may have been killed since. Undefined without a file that says so. */
export function readServerFile(file: string): ServingServer | undefined {
  try {
    return servingServer.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Removes the file of the server `pid`; that of another one stays. */
export function removeServerFile(file: string, pid: number): void {
  if (readServerFile(file)?.pid === pid) rmSync(file, { force: true });
}
