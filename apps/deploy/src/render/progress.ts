import type { NdrEvent } from '@ndr/core';
import type { Colors } from './colors';

const barWidth = 24;
const number = new Intl.NumberFormat('en');

/** A bar with the share that is done, or a count where the whole is unknown. */
export function progressLine(event: Extract<NdrEvent, { type: 'progress' }>, colors: Colors): string {
  const { stage, done, total, unit } = event;
  if (total <= 0) return `${stage}  ${number.format(done)} ${unit}`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * barWidth);
  const bar = colors.cyan('━'.repeat(filled)) + colors.dim('━'.repeat(barWidth - filled));
  return `${stage}  ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${colors.dim(`${number.format(done)} of ${number.format(total)} ${unit}`)}`;
}
