import type { RunReport } from '@ndr/pipelines';
import { html, raw } from 'hono/html';
import { barChart } from '../charts/bar-chart';
import type { Draw } from '../charts/plot';
import type { Html } from '../html';
import { numberText } from '../texts';

/** Rows that the Delta job refused, by reason: it alone writes them. */
export function rejectsSection(draw: Draw, reports: readonly RunReport[]): Html {
  const deltaReports = reports.filter(({ job }) => job === 'delta_builder');
  const counts = new Map<string, number>();
  for (const { rows_rejected } of deltaReports) {
    for (const [reason, rows] of Object.entries(rows_rejected)) counts.set(reason, (counts.get(reason) ?? 0) + rows);
  }
  const bars = [...counts]
    .map(([label, value]) => ({ label, value }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value);
  const read = deltaReports.reduce((sum, { rows_read }) => sum + rows_read, 0);
  const rejected = bars.reduce((sum, { value }) => sum + value, 0);
  return html`<section aria-labelledby="rejects">
    <h2 id="rejects">Rejected rows</h2>
    <p>
      ${numberText(rejected)} of ${numberText(read)} rows that the listed runs read were
      rejected${bars.length > 0 ? ', by reason:' : '.'}
    </p>
    ${
      bars.length === 0
        ? ''
        : html`<figure
            role="img"
            aria-label="${bars.map(({ label, value }) => `${label}: ${numberText(value)}`).join('; ')}"
          >
            ${raw(barChart(draw, bars, numberText))}
          </figure>`
    }
  </section>`;
}
