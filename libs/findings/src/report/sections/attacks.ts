import { html } from 'hono/html';
import { instant } from './instant';
import { table } from './table';
import type { Html } from '../html';
import { numberText } from '../texts';
import type { EpisodeFinding, Evaluation } from '../../ranking/findings';

/** The labelled attacks, and how well the ranking finds them. */
export function attacksSection(episodes: readonly EpisodeFinding[], evaluation: Evaluation): Html {
  if (episodes.length === 0) {
    return html`<section aria-labelledby="attacks">
      <h2 id="attacks">Labelled attacks</h2>
      <p class="muted">None of them lies in the judged range.</p>
    </section>`;
  }
  const headings = [
    { text: 'Attack' },
    { text: 'Host rank', isNumber: true },
    { text: 'Pair rank', isNumber: true },
    { text: 'From' },
    { text: 'To' },
    { text: 'Sessions', isNumber: true },
    { text: 'What happened' },
  ];
  const rows = episodes.map((episode) => [
    html`<span class="tag">${episode.attack}</span>`,
    rankText(episode.rank),
    rankText(episode.pair_rank),
    instant(episode.start),
    instant(episode.end),
    numberText(episode.flows),
    episode.description,
  ]);
  const { recall, alarms, false_alarms, host_days, false_alarms_a_host_day, alarm_score } = evaluation;
  return html`<section aria-labelledby="attacks">
    <h2 id="attacks">Labelled attacks</h2>
    <p>
      Attacks with a host among the first ${recall.map(({ k }) => k).join(', ')}:
      ${recall.map(({ recall: share }) => `${Math.round(share * 100)} %`).join(', ')}. At a score of ${alarm_score}
      there are ${alarms} alarms, ${false_alarms} of them false: ${false_alarms_a_host_day.toFixed(3)} a host-day
      (${numberText(host_days)} host-days).
    </p>
    ${table('Labelled attacks', headings, rows)}
  </section>`;
}

function rankText(rank: number | null): string {
  return rank === null ? 'not ranked' : String(rank);
}
