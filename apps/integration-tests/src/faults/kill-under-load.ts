import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { lost, type Acknowledged } from './acknowledged';
import { clients, prepareClients } from './clients';
import { ServedState } from '../support/served-state';

/** What became of what killed servers had acknowledged. */
export interface KillOutcome {
  readonly kills: number;
  readonly acknowledged: number;
  /** What a later server did not know any more. */
  readonly lost: readonly string[];
}

const [shortestMs, spreadMs] = [30, 370];

/**
 * Kills a server, again and again, while clients write through it as fast as they can. Each next server is asked for
 * what the one before it acknowledged; the last one for everything.
 */
export async function killUnderLoad(kills: number): Promise<KillOutcome> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'ndr-killed-'));
  const acknowledged: Acknowledged[] = [];
  const missing: string[] = [];
  let server = await ServedState.start(stateFolder);
  try {
    await prepareClients(server);
    for (let kill = 0; kill < kills; kill += 1) {
      // Moments that differ from kill to kill, and are the same in each run.
      const own = await killAfter(server, kill, shortestMs + ((kill * 137) % spreadMs));
      server = await ServedState.start(stateFolder);
      missing.push(...(await lost(server, own)));
      acknowledged.push(...own);
    }
    missing.push(...(await lost(server, acknowledged)));
    return { kills, acknowledged: acknowledged.length, lost: missing };
  } finally {
    await server.end();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

/** Lets all clients write, and kills the server some milliseconds after each of them was answered once. */
async function killAfter(server: ServedState, kill: number, milliseconds: number): Promise<readonly Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  let isKilled = false;
  const first: Promise<unknown>[] = [];
  const writing = clients.map(async (client) => {
    for (let count = 0; !isKilled; count += 1) {
      const answer = client(server, `${client.name}-${kill}-${count}`);
      if (count === 0) first.push(answer);
      // What was cut off was not acknowledged. Whatever else fails shows in that nothing is.
      acknowledged.push(
        ...(await answer.then(
          (each) => [each],
          () => [],
        )),
      );
    }
  });
  await Promise.all(first);
  await delay(milliseconds);
  isKilled = true;
  await server.end('SIGKILL');
  await Promise.all(writing);
  return acknowledged;
}
