import type { Draw } from './plot';
import type { DayCoverage } from '../coverage';

const colors = { complete: 'var(--good)', partial: 'var(--partial)', missing: 'var(--missing)' };

/** Days below each other, their quarter hours from left to right. */
export function coverageChart(draw: Draw, days: readonly DayCoverage[]): string {
  const spans = days.flatMap(({ day, spans: ofDay }) =>
    ofDay.map(({ state, first, end }) => ({ day, color: colors[state], from: first / 4, to: end / 4 })),
  );
  return draw((plot) => ({
    width: 860,
    height: 34 + 18 * days.length,
    marginLeft: 84,
    marginRight: 24,
    marginTop: 6,
    marginBottom: 28,
    x: {
      domain: [0, 24],
      ticks: [0, 3, 6, 9, 12, 15, 18, 21, 24],
      label: null,
      tickFormat: (hour: number) => `${hour} h`,
    },
    y: { domain: days.map(({ day }) => day), label: null, tickSize: 0 },
    marks: [
      plot.barX(spans, { x1: 'from', x2: 'to', y: 'day', fill: 'color', insetTop: 1, insetBottom: 1 }),
      plot.ruleX([3, 6, 9, 12, 15, 18, 21], { stroke: 'var(--surface)', strokeOpacity: 0.6 }),
    ],
  }));
}
