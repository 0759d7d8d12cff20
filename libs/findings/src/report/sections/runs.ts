import type { RunReport } from '@ndr/pipelines';
import { html, raw } from 'hono/html';
import { instant } from './instant';
import { table } from './table';
import { barChart } from '../charts/bar-chart';
import type { Draw } from '../charts/plot';
import type { Html } from '../html';
import { numberText, secondsText } from '../texts';

/** Runs that are listed, the newest. */
const listed = 40;

/** How long the jobs ran, and how they ended. */
export function runsSection(draw: Draw, reports: readonly RunReport[]): Html {
  const shown = reports.slice(-listed);
  const headings = [
    { text: 'Started' },
    { text: 'Job' },
    { text: 'Outcome' },
    { text: 'Took', isNumber: true },
    { text: 'Rows read', isNumber: true },
    { text: 'Rows written', isNumber: true },
    { text: 'Longest stages' },
    { text: 'Notes' },
  ];
  return html`<section aria-labelledby="runs">
    <h2 id="runs">Runs</h2>
    ${shown.length === 0 ? html`<p class="muted">No run has left a report.</p>` : html`${timesOf(draw, reports)}${table('Runs', headings, shown.map(cellsOf).reverse())}`}
  </section>`;
}

/** Seconds a run of each job, on average. */
function timesOf(draw: Draw, reports: readonly RunReport[]): Html {
  const jobs = [...new Set(reports.map(({ job }) => job))];
  const bars = jobs.map((job) => {
    const seconds = reports.filter((report) => report.job === job).map(secondsOf);
    return { label: job, value: seconds.reduce((sum, each) => sum + each, 0) / seconds.length };
  });
  return html`<p>Time a run, on average:</p>
    <figure role="img" aria-label="${bars.map(({ label, value }) => `${label}: ${secondsText(value)}`).join('; ')}">
      ${raw(barChart(draw, bars, secondsText))}
    </figure>`;
}

function cellsOf(report: RunReport): readonly (Html | string)[] {
  const { started_at, job, outcome, error, rows_read, rows_written, stage_seconds, notes } = report;
  const written = Object.values(rows_written).reduce((sum, rows) => sum + rows, 0);
  const stages = Object.entries(stage_seconds)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([stage, seconds]) => `${stage} ${secondsText(seconds)}`);
  return [
    instant(started_at),
    job,
    outcome === 'succeeded'
      ? 'succeeded'
      : html`<span class="failed">failed</span> ${error ? `${error.code}: ${error.cause}` : ''}`,
    secondsText(secondsOf(report)),
    numberText(rows_read),
    numberText(written),
    stages.join(', '),
    notes.join(' '),
  ];
}

function secondsOf({ started_at, ended_at }: RunReport): number {
  return (Date.parse(ended_at) - Date.parse(started_at)) / 1000;
}
