import { outcomeOfArgusState } from './argus-state';

it.each([
  ['S_', 'tcp', 'deny', 'aged-out'],
  ['S_', 'udp', 'allow', 'aged-out'],
  ['URP', 'udp', 'deny', 'aged-out'],
  ['UR', 'icmp', 'deny', 'aged-out'],
  ['URHPRO', 'icmp', 'deny', 'aged-out'],
  ['S_RA', 'tcp', 'deny', 'tcp-rst-from-server'],
  ['S_R', 'tcp', 'deny', 'tcp-rst-from-server'],
  ['SEC_RA', 'tcp', 'deny', 'tcp-rst-from-server'],
  ['SRPA_FSPA', 'tcp', 'allow', 'tcp-rst-from-client'],
  ['FSPA_FSRPA', 'tcp', 'allow', 'tcp-rst-from-server'],
  ['SRPA_FSRPA', 'tcp', 'allow', 'tcp-rst-from-client'],
  ['S_SRA', 'tcp', 'allow', 'tcp-rst-from-server'],
  ['RA_', 'tcp', 'allow', 'tcp-rst-from-client'],
  ['FSPA_FSPA', 'tcp', 'allow', 'tcp-fin'],
  ['FSPA_SPA', 'tcp', 'allow', 'aged-out'],
  ['_FSPA', 'tcp', 'allow', 'aged-out'],
  ['CON', 'udp', 'allow', 'aged-out'],
  ['ROB', 'icmp', 'allow', 'aged-out'],
  ['', 'udp', 'allow', 'aged-out'],
])('makes of %s over %s: %s, %s', (state, transport, action, reason) => {
  expect(outcomeOfArgusState(state, transport)).toEqual({ action, reason });
});
