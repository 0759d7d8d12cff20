import { html, raw } from 'hono/html';
import type { Draw } from '../charts/plot';
import { coverageChart } from '../charts/coverage-chart';
import type { DayCoverage } from '../coverage';
import type { Html } from '../html';
import { numberText } from '../texts';

/** Which quarter hours of which day are there. */
export function coverageSection(draw: Draw, days: readonly DayCoverage[]): Html {
  const sum = (state: 'complete' | 'partial' | 'missing') => days.reduce((total, day) => total + day[state], 0);
  const gaps = days.filter(({ missing, partial }) => missing + partial > 0);
  return html`<section aria-labelledby="coverage">
    <h2 id="coverage">Coverage</h2>
    <p>
      Slices (quarter hours of UTC) a day: ${numberText(sum('complete'))} are complete, ${numberText(sum('partial'))} in
      part, ${numberText(sum('missing'))} missing.
    </p>
    <ul class="legend">
      <li><i class="k-good"></i>sums, features and pairs are committed</li>
      <li><i class="k-partial"></i>some of them</li>
      <li><i class="k-missing"></i>none</li>
    </ul>
    <div class="scroll wide" tabindex="0" role="region" aria-label="Coverage of slices by day">
      ${raw(coverageChart(draw, days))}
    </div>
    ${gaps.length === 0 ? '' : gapList(gaps)}
  </section>`;
}

function gapList(gaps: readonly DayCoverage[]): Html {
  return html`<details>
    <summary>Days with gaps (${gaps.length})</summary>
    <ul class="small">
      ${gaps.map(
        ({ day, complete, partial, missing }) =>
          html`<li>${day}: ${complete} complete, ${partial} in part, ${missing} missing</li>`,
      )}
    </ul>
  </details>`;
}
