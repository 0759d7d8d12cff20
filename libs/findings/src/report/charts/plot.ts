/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { PlotOptions } from '@observablehq/plot';

/** The marks and scales of Observable Plot. */
export type PlotLibrary = typeof import('@observablehq/plot');

/** Draws a chart as the text of an SVG element that needs no script. */
export type Draw = (options: (plot: PlotLibrary) => PlotOptions) => string;

/**
 * Loads the library of charts. Its SVG takes its colors from the page (`currentColor`, custom properties) and carries no
 * style of its own, which the page's content policy would refuse; who shows it gives it a name.
 */
export async function loadPlot(): Promise<Draw> {
  const [plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  return (options) => {
    const chart = plot.plot({ className: 'chart', style: {}, ...options(plot), document });
    for (const style of chart.querySelectorAll('style')) style.remove();
    chart.setAttribute('aria-hidden', 'true');
    return chart.outerHTML;
  };
}
