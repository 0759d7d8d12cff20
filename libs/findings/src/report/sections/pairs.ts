import { html } from 'hono/html';
import { episodeTags } from './episode-tags';
import { instant } from './instant';
import { table } from './table';
import type { Html } from '../html';
import { bytesText, numberText } from '../texts';
import type { PairFinding } from '../../ranking/findings';

/** Pairs that were not expected. */
export function pairsSection(pairs: readonly PairFinding[], intro: string): Html {
  return html`<section aria-labelledby="pairs">
    <h2 id="pairs">Rare and new pairs</h2>
    <p>${intro}</p>
    ${pairs.length === 0 ? html`<p class="muted">None.</p>` : pairTable('Rare and new pairs', pairs)}
  </section>`;
}

/** A row a pair. */
export function pairTable(name: string, pairs: readonly PairFinding[]): Html {
  const headings = [
    { text: '#', isNumber: true },
    { text: 'Source' },
    { text: 'Destination' },
    { text: 'Port', isNumber: true },
    { text: 'New to' },
    { text: 'Surprisal', isNumber: true },
    { text: 'Sessions', isNumber: true },
    { text: 'Quarter hours', isNumber: true },
    { text: 'Sent', isNumber: true },
    { text: 'Received', isNumber: true },
    { text: 'First' },
    { text: 'Last' },
  ];
  return table(name, headings, pairs.map(cellsOf));
}

function cellsOf(pair: PairFinding): readonly (Html | string)[] {
  return [
    String(pair.rank),
    html`<span class="mono">${pair.src_ip}</span> ${episodeTags(pair.episodes)}`,
    html`<span class="mono">${pair.dst_ip}</span>`,
    String(pair.dst_port),
    noveltyOf(pair),
    `${pair.surprisal.toFixed(1)} nats`,
    numberText(pair.sessions),
    numberText(pair.active_slices),
    bytesText(pair.bytes_sent),
    bytesText(pair.bytes_received),
    instant(pair.first_seen),
    instant(pair.last_seen),
  ];
}

function noveltyOf({ is_new_to_all, is_new_to_segment, is_new_to_host, is_rare }: PairFinding): string {
  if (is_new_to_all) return 'everybody';
  if (is_new_to_segment) return 'its segment';
  if (is_new_to_host) return 'the source';
  return is_rare ? 'nobody; rare' : 'nobody';
}
