import { resolve } from 'node:path';
import { selfPath } from './gateway/route-by-service';
import { readServerFile, servingServer, type ServingServer } from './storage/server-file';
import { stateFolderAt } from './storage/state-folder';

const answerLimitMs = 2000;

/**
 * The server that serves a state folder: the one that `server.json` names, if it answers and is still the same. It
 * starts nothing.
 */
export async function findServer(stateFolder: string): Promise<ServingServer | undefined> {
  const named = readServerFile(stateFolderAt(resolve(stateFolder)).server);
  if (!named) return undefined;
  const told = await askWhoItIs(named.endpoint);
  return told?.pid === named.pid && told.stateDir === named.stateDir ? named : undefined;
}

async function askWhoItIs(endpoint: string): Promise<ServingServer | undefined> {
  try {
    const answer = await fetch(`${endpoint}${selfPath}`, { signal: AbortSignal.timeout(answerLimitMs) });
    return servingServer.parse(await answer.json());
  } catch {
    return undefined; // nobody listens there, or somebody else
  }
}
