import type { IngestSummary } from '@ndr/traffic';
import type { IngestTarget } from './target';

const number = new Intl.NumberFormat('en');

/** What a person should know of an ingestion, and the next command. */
export function ingestReport(summary: IngestSummary, target: IngestTarget): readonly string[] {
  const { flows, badLines, skippedLines, changedBatches, recordedBatches, files } = summary;
  const skipped = skippedLines > 0 ? `, ${number.format(skippedLines)} lines skipped that are no session` : '';
  const kept = files.flatMap(({ badLinesFile }) => (badLinesFile === null ? [] : [`  bad lines  ${badLinesFile}`]));
  return [
    `${number.format(flows)} flows, ${number.format(badLines)} bad lines${skipped}`,
    ...kept,
    `  batches    ${number.format(changedBatches.length)} new or changed of ${number.format(recordedBatches)} in ${target.folder}`,
    `  times      ${summary.start} to ${summary.end}`,
    ...warnings(summary, target),
    ...nextCommands(summary, target),
  ];
}

function warnings({ hasInternalAddress, changedRecordedBatches }: IngestSummary, { internalNetworks }: IngestTarget) {
  const lines: string[] = [];
  if (hasInternalAddress === false) {
    lines.push(
      '',
      `warning: no address of these flows lies in the internal networks ${internalNetworks.join(', ')}, so that no row would be of a host.`,
      `  Name your networks, or take every address as a host with []: --set internal_networks='["192.0.2.0/24"]' of ndr job-specs init`,
    );
  }
  if (changedRecordedBatches.length > 0) {
    const named = changedRecordedBatches.slice(0, 5).join(', ');
    const more = changedRecordedBatches.length > 5 ? ` and ${String(changedRecordedBatches.length - 5)} more` : '';
    lines.push(
      '',
      `Batches that were there before have new rows: ${named}${more}. What was computed of them is out of date.`,
    );
  }
  return lines;
}

function nextCommands(
  { changedBatches, start, end }: IngestSummary,
  { set, hasJobSpecs }: IngestTarget,
): readonly string[] {
  if (!set) return [];
  if (changedBatches.length === 0) return ['', 'Nothing changed: the prefix holds these files already.'];
  const name = `--project ${set.project} --version ${set.version}`;
  return [
    '',
    'Next:',
    ...(hasJobSpecs ? [] : [`  npx ndr job-specs init ${name}`]),
    `  npx ndr run-batch ${name} --range --start ${start} --end ${end}`,
  ];
}
