import type { Draw } from './plot';
import { isLogarithmic } from '../../baselines/metrics';
import type { MetricEvidence } from '../../ranking/findings';
import type { SeriesPoint } from '../metric-series';
import { compactText } from '../texts';

const size = { width: 420, height: 150, marginLeft: 48, marginRight: 12, marginTop: 12, marginBottom: 26 };

/** A metric over time in front of its baseline: half of ordinary windows in the dark band, 99 of 100 below the light one. */
export function metricChart(draw: Draw, evidence: MetricEvidence, series: readonly SeriesPoint[]): string {
  const points = series.map(({ end_ms, ...rest }) => ({ time: new Date(end_ms), ...rest }));
  const known = points.filter(({ median }) => median !== null);
  const worst = points.filter(({ time }) => time.getTime() === Date.parse(evidence.window_end_ts));
  const [lowest, highest] = extentOf(series);
  return draw((plot) => ({
    ...size,
    x: { type: 'utc', label: null, ticks: 5, tickFormat: timeText },
    y: {
      label: null,
      grid: true,
      domain: [lowest, highest],
      tickFormat: compactText,
      ...(isLogarithmic(evidence.metric)
        ? { type: 'symlog', constant: 1, ticks: countTicks(lowest, highest) }
        : { ticks: 4 }),
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

/** The least and the largest value, bands included; never the same. */
function extentOf(series: readonly SeriesPoint[]): readonly [number, number] {
  const all = series.flatMap(({ value, p25, p99 }) => [value, p25 ?? value, p99 ?? value]);
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];
  return highest > lowest ? [lowest, highest] : [lowest, lowest + 1];
}

/** Powers of ten between two counts, even steps on the scale ln(1 + x); the counts themselves where that gives too few. */
function countTicks(lowest: number, highest: number): readonly number[] {
  const powers = [0, ...Array.from({ length: 16 }, (_, index) => 10 ** index)];
  const inside = powers.filter((tick) => tick >= lowest && tick <= highest);
  const step = Math.ceil(inside.length / 4);
  return inside.length < 2 ? [lowest, highest] : inside.filter((_, index) => index % step === 0);
}

/** The hour of an instant, and its day at midnight. */
function timeText(instant: Date): string {
  const iso = instant.toISOString();
  return iso.slice(11, 16) === '00:00' ? iso.slice(5, 10) : iso.slice(11, 16);
}
