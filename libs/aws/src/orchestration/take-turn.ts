import { NdrError } from '@ndr/core';
import { renewLock } from './held-lock';
import { changeItem } from './ledger';
import { enter, lineEntry, lineKey, type Line, type Turn } from './line';
import { turnExpiry } from './lock-expiry';
import { ownedRun } from './pipeline-run';
import type { OrchestrationServices } from './services';

/**
 * Puts a run in the line of its slices, and says whether it is its turn.
 * @throws NdrError `orchestration.lock-lost`, `orchestration.turn` when it waited too long
 */
export async function takeTurn(input: unknown, services: OrchestrationServices): Promise<Turn> {
  const owned = ownedRun.parse(input);
  const { run, since } = owned;
  await renewLock(services, owned);
  const now = services.clock.now();
  const entry = lineEntry(owned, turnExpiry(services));
  const turn = await changeItem<Line, Turn>(services.ledger, lineKey(run), now, (line) =>
    enter(line, entry, now.getTime()),
  );
  const waitedMinutes = (now.getTime() - Date.parse(since)) / 60_000;
  if (turn.isTurn || waitedMinutes < services.settings.turnMinutes) return turn;
  throw new NdrError({
    code: 'orchestration.turn',
    place: run.key,
    cause: `${turn.waitsFor} runs over the same slices, and did not end in ${Math.round(waitedMinutes)} minutes`,
    remedy: 'Look at that run, or stop it, then do this one again.',
  });
}
