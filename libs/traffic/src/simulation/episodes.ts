import { attacks, type AttackName } from './attacks';
import type { Scene, Span } from './attacks/attack';
import { Episode } from './episode';
import type { Host, Office } from './office';
import { Random } from './random';

/** An episode of each of the attacks, each in its part of the time that is left to them. */
export function episodesOf(office: Office, names: readonly AttackName[], time: Span): Episode[] {
  const takeClient = clientsInTurn(office);
  const outsideAddress = newAddresses(office.seed);
  return names.map((name) => {
    const { part, plan } = attacks[name];
    const span = partOf(time, part);
    return new Episode(name, plan({ office, random: new Random(office.seed, name), span, takeClient, outsideAddress }));
  });
}

function partOf({ start, end }: Span, [from, to]: readonly [number, number]): Span {
  const at = (fraction: number): number => Math.floor(start + fraction * (end - start));
  return { start: at(from), end: at(to) };
}

/** Machines on desks in an order by chance, again from the first when all had their turn. */
function clientsInTurn({ seed, desks }: Office): Scene['takeClient'] {
  const order = new Random(seed, 'compromised').shuffled(desks);
  let turn = 0;
  return (): Host => order[turn++ % order.length] ?? desks[0];
}

/** First numbers 101 to 125 hold no reserved network, and none of the addresses that the office meets. */
function newAddresses(seed: number): Scene['outsideAddress'] {
  const random = new Random(seed, 'outside');
  const given = new Set<string>();
  return () => {
    let address: string;
    do {
      address = `${random.between(101, 125)}.${random.below(256)}.${random.below(256)}.${random.between(1, 254)}`;
    } while (given.has(address));
    given.add(address);
    return address;
  };
}
