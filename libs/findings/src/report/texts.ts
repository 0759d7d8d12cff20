import { fgAMetrics } from '@ndr/pipelines';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const descriptions = new Map(fgAMetrics.map(({ name, description }) => [name, description]));

/** A number as people read it: whole when large, else three digits. */
export function numberText(value: number): string {
  return Math.abs(value) >= 100 || Number.isInteger(value) ? whole.format(value) : fine.format(value);
}

/** Bytes with a decimal unit: `1.2 MB`. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const unit = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${fine.format(bytes / 1000 ** unit)} ${units[unit] ?? ''}`;
}

/** A number in little space: `1.2K`. */
export function compactText(value: number): string {
  return compact.format(value);
}

/** Seconds as people say them: `4.2 s`, `2 min 05 s`. */
export function secondsText(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const rounded = Math.round(seconds);
  return `${Math.floor(rounded / 60)} min ${String(rounded % 60).padStart(2, '0')} s`;
}

/** An instant of UTC without what nobody reads: `2024-05-19 14:15`. */
export function instantText(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

/** What a metric is, in words. */
export function metricText(metric: string): string {
  return descriptions.get(metric) ?? metric;
}

const windows: Readonly<Record<string, string>> = {
  w_15m: '15 minutes',
  w_30m: '30 minutes',
  w_1h: 'hour',
  w_8h: '8 hours',
  w_24h: '24 hours',
};

/** A window in words, behind "in the". */
export function windowText(label: string): string {
  return windows[label] ?? label;
}

/** How far a value stands out: `12 deviations above`. */
export function deviationsText(deviations: number): string {
  const count = numberText(Math.round(Math.abs(deviations)));
  return `${count} deviations ${deviations < 0 ? 'below' : 'above'}`;
}
