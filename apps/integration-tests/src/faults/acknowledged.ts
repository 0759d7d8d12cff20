import { isDeepStrictEqual } from 'node:util';

import type { ServedState } from '../support/served-state';

/** What a server said that it has done, as a question and the answer that must come for good. */
export interface Acknowledged {
  readonly what: string;
  readonly ask: (server: ServedState) => Promise<unknown>;
  readonly wanted: unknown;
}

/** What a server no longer knows, or knows otherwise, of what it or a former one acknowledged. */
export async function lost(server: ServedState, acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { what, ask, wanted } of acknowledged) {
    const told = await ask(server);
    if (!isDeepStrictEqual(told, wanted)) found.push(`${what}: ${JSON.stringify(told)}, not ${JSON.stringify(wanted)}`);
  }
  return found;
}
