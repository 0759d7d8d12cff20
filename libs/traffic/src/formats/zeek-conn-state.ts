/** What a firewall would have logged: the action, and why the session ended. */
export interface Outcome {
  readonly action: string;
  readonly reason: string;
}

const outcome = (action: string, reason: string): Outcome => ({ action, reason });

const ofAnyTransport = new Map([
  ['REJ', outcome('deny', 'tcp-rst-from-server')],
  ['RSTOS0', outcome('deny', 'tcp-rst-from-client')],
  ['SH', outcome('deny', 'aged-out')],
  ['RSTO', outcome('allow', 'tcp-rst-from-client')],
  ['RSTR', outcome('allow', 'tcp-rst-from-server')],
  ['RSTRH', outcome('allow', 'tcp-rst-from-server')],
]);
const agedOut = outcome('allow', 'aged-out');
const ofTcp = new Map([
  ['S0', outcome('deny', 'aged-out')],
  ['SF', outcome('allow', 'tcp-fin')],
  ['S1', agedOut],
  ['S2', agedOut],
  ['S3', agedOut],
  ['SHR', agedOut],
]);
const unknownOfTcp = outcome('allow', 'unknown');

/** Zeek's conn_state as action and reason. An end point's reset is a reason, never an action. */
export function outcomeOfConnState(state: string, transport: string | null): Outcome {
  const known = ofAnyTransport.get(state);
  if (known) return known;
  return transport?.toLowerCase() === 'tcp' ? (ofTcp.get(state) ?? unknownOfTcp) : agedOut;
}
