import { NdrError } from '@ndr/core';

import type { Attack } from './attack';
import { beacon } from './beacon';
import { bruteForce } from './brute-force';
import { bulkExfiltration } from './bulk-exfiltration';
import { ddosParticipation } from './ddos-participation';
import { dnsTunnel } from './dns-tunnel';
import { hostSweep } from './host-sweep';
import { lateralMovement } from './lateral-movement';
import { newRareDestination } from './new-rare-destination';
import { portScan } from './port-scan';
import { slowExfiltration } from './slow-exfiltration';

/** Every attack, by its name on the command line and in labels. */
export const attacks = {
  'port-scan': portScan,
  'host-sweep': hostSweep,
  beacon,
  'slow-exfiltration': slowExfiltration,
  'bulk-exfiltration': bulkExfiltration,
  'lateral-movement': lateralMovement,
  'brute-force': bruteForce,
  'dns-tunnel': dnsTunnel,
  'new-rare-destination': newRareDestination,
  'ddos-participation': ddosParticipation,
} as const satisfies Record<string, Attack>;

export type AttackName = keyof typeof attacks;

export const attackNames = Object.keys(attacks) as readonly AttackName[];

/**
 * The attacks that are meant by `all`, `none`, or names with commas between them; each once, in the order of `attacks`.
 * @throws NdrError `usage` for a name that no attack has.
 */
export function attacksNamed(list: string): readonly AttackName[] {
  if (list === 'all') return attackNames;
  if (list === 'none') return [];
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !Object.hasOwn(attacks, name));
  if (unknown !== undefined) {
    throw new NdrError({
      code: 'usage',
      place: 'simulated traffic, attacks',
      cause: `${JSON.stringify(unknown)} is no attack`,
      remedy: `Give all, none, or some of ${attackNames.join(', ')}, with commas between them.`,
    });
  }
  return attackNames.filter((name) => names.includes(name));
}
