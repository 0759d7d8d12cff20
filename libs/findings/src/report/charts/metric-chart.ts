import type { Draw } from './plot';
import { isLogarithmic } from '../../baselines/metrics';
import type { MetricEvidence } from '../../ranking/findings';
import type { SeriesPoint } from '../metric-series';

const size = { width: 420, height: 150, marginLeft: 48, marginRight: 12, marginTop: 12, marginBottom: 26 };

/** A metric over time in front of its baseline: half of ordinary windows in the dark band, 99 of 100 below the light one. */
export function metricChart(draw: Draw, evidence: MetricEvidence, series: readonly SeriesPoint[]): string {
  const points = series.map(({ end_ms, ...rest }) => ({ time: new Date(end_ms), ...rest }));
  const known = points.filter(({ median }) => median !== null);
  const worst = points.filter(({ time }) => time.getTime() === Date.parse(evidence.window_end_ts));
  return draw((plot) => ({
    ...size,
    x: { type: 'utc', label: null, ticks: 5 },
    y: {
      label: null,
      grid: true,
      ...(isLogarithmic(evidence.metric)
        ? { type: 'symlog', constant: 1, ticks: countTicks(series), tickFormat: '~s' }
        : { ticks: 4, tickFormat: '~g' }),
    },
    marks: [
      plot.areaY(known, { x: 'time', y1: 'p25', y2: 'p99', fill: 'var(--band-wide)', curve: 'step-before' }),
      plot.areaY(known, { x: 'time', y1: 'p25', y2: 'p75', fill: 'var(--band)', curve: 'step-before' }),
      plot.lineY(known, { x: 'time', y: 'median', stroke: 'var(--median)', strokeWidth: 1, curve: 'step-before' }),
      plot.lineY(points, { x: 'time', y: 'value', stroke: 'var(--value)', strokeWidth: 1.5 }),
      plot.dot(worst, { x: 'time', y: 'value', fill: 'var(--alarm)', r: 4 }),
    ],
  }));
}

/** Powers of ten up to the largest value: even steps on the scale ln(1 + x). */
function countTicks(series: readonly SeriesPoint[]): number[] {
  const largest = Math.max(1, ...series.map(({ value, p99 }) => Math.max(value, p99 ?? 0)));
  const powers = Math.max(1, Math.ceil(Math.log10(largest)));
  const step = Math.ceil(powers / 4);
  return [0, ...Array.from({ length: Math.floor(powers / step) + 1 }, (_, index) => 10 ** (index * step))].filter(
    (tick) => tick <= largest * 1.5,
  );
}
