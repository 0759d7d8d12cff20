import { outcomeOfConnState } from './zeek-conn-state';

it.each([
  ['REJ', 'tcp', 'deny', 'tcp-rst-from-server'],
  ['REJ', 'udp', 'deny', 'tcp-rst-from-server'],
  ['RSTOS0', 'tcp', 'deny', 'tcp-rst-from-client'],
  ['SH', 'tcp', 'deny', 'aged-out'],
  ['SH', 'sctp', 'deny', 'aged-out'],
  ['S0', 'tcp', 'deny', 'aged-out'],
  ['S0', 'TCP', 'deny', 'aged-out'],
  ['S0', 'udp', 'allow', 'aged-out'],
  ['RSTO', 'tcp', 'allow', 'tcp-rst-from-client'],
  ['RSTR', 'tcp', 'allow', 'tcp-rst-from-server'],
  ['RSTRH', 'tcp', 'allow', 'tcp-rst-from-server'],
  ['SF', 'tcp', 'allow', 'tcp-fin'],
  ['SF', 'udp', 'allow', 'aged-out'],
  ['S1', 'tcp', 'allow', 'aged-out'],
  ['S2', 'tcp', 'allow', 'aged-out'],
  ['S3', 'tcp', 'allow', 'aged-out'],
  ['SHR', 'tcp', 'allow', 'aged-out'],
  ['OTH', 'tcp', 'allow', 'unknown'],
  ['OTH', 'icmp', 'allow', 'aged-out'],
  ['', 'tcp', 'allow', 'unknown'],
  ['constructor', 'tcp', 'allow', 'unknown'],
  ['SF', null, 'allow', 'aged-out'],
])('makes of %s over %s: %s, %s', (state, transport, action, reason) => {
  expect(outcomeOfConnState(state, transport)).toEqual({ action, reason });
});
