// Not by fetch, which refuses some ports.
import { get, type IncomingMessage } from 'node:http';
import { resolve as absolute } from 'node:path';
import { json } from 'node:stream/consumers';
import { selfPath } from './gateway/route-by-service';
import { readServerFile, servingServer, type ServingServer } from './storage/server-file';
import { stateFolderAt } from './storage/state-folder';

const answerLimitMs = 2000;

/**
 * The server that serves a state folder: the one that `server.json` names, if it answers and is still the same. It
 * starts nothing.
 */
export async function findServer(stateFolder: string): Promise<ServingServer | undefined> {
  const named = readServerFile(stateFolderAt(absolute(stateFolder)).server);
  if (!named) return undefined;
  const told = await askWhoItIs(named.endpoint);
  return told?.pid === named.pid && told.stateDir === named.stateDir ? named : undefined;
}

async function askWhoItIs(endpoint: string): Promise<ServingServer | undefined> {
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${endpoint}${selfPath}`, { signal: AbortSignal.timeout(answerLimitMs), agent: false }, resolve).on(
        'error',
        reject,
      );
    });
    return servingServer.parse(await json(answer));
  } catch {
    return undefined; // nobody listens there, or somebody else
  }
}
