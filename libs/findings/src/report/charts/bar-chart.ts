import type { Draw } from './plot';

/** A bar of a bar chart. */
export interface Bar {
  readonly label: string;
  readonly value: number;
}

/** Horizontal bars, each with its value at its end. */
export function barChart(draw: Draw, bars: readonly Bar[], format: (value: number) => string): string {
  const longest = Math.max(...bars.map(({ label }) => label.length));
  return draw((plot) => ({
    width: 640,
    height: 24 * bars.length + 12,
    marginLeft: Math.min(280, 16 + 7 * longest),
    marginRight: 90,
    marginTop: 4,
    marginBottom: 4,
    x: { axis: null, domain: [0, Math.max(1e-9, ...bars.map(({ value }) => value))] },
    y: { domain: bars.map(({ label }) => label), label: null, tickSize: 0, padding: 0.25 },
    marks: [
      plot.barX(bars, { x: 'value', y: 'label', fill: 'var(--value)' }),
      plot.text(bars, { x: 'value', y: 'label', text: ({ value }: Bar) => format(value), textAnchor: 'start', dx: 6 }),
    ],
  }));
}
