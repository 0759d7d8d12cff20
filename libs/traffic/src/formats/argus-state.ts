import type { Outcome } from './zeek-conn-state';

const outcome = (action: string, reason: string): Outcome => ({ action, reason });

const deniedByTimeout = outcome('deny', 'aged-out');
const refused = outcome('deny', 'tcp-rst-from-server');
const resetByClient = outcome('allow', 'tcp-rst-from-client');
const resetByServer = outcome('allow', 'tcp-rst-from-server');
const closed = outcome('allow', 'tcp-fin');
const agedOut = outcome('allow', 'aged-out');

/** The server's flags are a reset and at most what goes with one: its acknowledgement and congestion marks. */
const onlyReset = /^(?=.*R)[RAEC]+$/;

/**
 * Argus' State as action and reason. Of TCP it is the flags that each side sent, `SRPA_SPA`; elsewhere a word such as
 * CON, or URP for an unreachable port. A session that both sides reset counts as the client's.
 */
export function outcomeOfArgusState(state: string, transport: string | null): Outcome {
  if (state.startsWith('UR')) return deniedByTimeout;
  const [client, server] = state.split('_');
  if (client === undefined || server === undefined) return agedOut;
  if (state === 'S_' && transport?.toLowerCase() === 'tcp') return deniedByTimeout;
  if (onlyReset.test(server)) return refused;
  if (client.includes('R')) return resetByClient;
  if (server.includes('R')) return resetByServer;
  return client.includes('F') && server.includes('F') ? closed : agedOut;
}
