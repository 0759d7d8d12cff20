import type { SimulatedTraffic } from '@ndr/traffic';
import type { IngestTarget } from '../ingest/target';
import { tableLines } from '../render/table';

const number = new Intl.NumberFormat('en');
const dayMilliseconds = 24 * 3600 * 1000;
/** A baseline keeps two days clear of its reference time, so that shorter traffic fills none. */
const fewestDaysOfBaselines = 3;

/** Where the traffic went, and when. */
export interface SimulationPlace {
  readonly target: IngestTarget;
  readonly timeZone: string;
  /** In milliseconds. */
  readonly now: number;
}

/** What a person should know of simulated traffic, and the next commands. */
export function simulationReport(simulated: SimulatedTraffic, place: SimulationPlace): readonly string[] {
  const { flows, episodes, labelsFile, changedBatches, recordedBatches, start, end } = simulated;
  return [
    `${number.format(flows)} flows, ${number.format(episodes.length)} attacks`,
    `  batches    ${number.format(changedBatches.length)} new or changed of ${number.format(recordedBatches)} in ${place.target.folder}`,
    `  times      ${start} to ${end}`,
    `  labels     ${labelsFile}`,
    ...attackLines(simulated),
    ...warning(simulated),
    ...nextCommands(simulated, place),
  ];
}

function attackLines({ episodes }: SimulatedTraffic): readonly string[] {
  if (episodes.length === 0) return [];
  const rows = episodes.map(({ attack, start, flows, source_ips }) => [
    attack,
    source_ips.join(' '),
    `${start.slice(0, 19)}Z`,
    flows,
  ]);
  return ['', ...tableLines(['attack', 'from', 'begins', 'flows'], rows).map((line) => `  ${line}`)];
}

function warning({ changedRecordedBatches }: SimulatedTraffic): readonly string[] {
  if (changedRecordedBatches.length === 0) return [];
  const changed = `${number.format(changedRecordedBatches.length)} batches were there before and have new rows`;
  return ['', `${changed}: traffic of other options adds up. What was computed of them is out of date.`];
}

function nextCommands(
  { changedBatches, start, end }: SimulatedTraffic,
  { target: { set, hasJobSpecs }, timeZone, now }: SimulationPlace,
): readonly string[] {
  if (!set) return [];
  if (changedBatches.length === 0) return ['', 'Nothing changed: the prefix holds this traffic already.'];
  const name = `--project ${set.project} --version ${set.version}`;
  const clocks = timeZone === 'UTC' ? '' : ` --set time_zone='"${timeZone}"'`;
  const days = (Date.parse(end) - Date.parse(start)) / dayMilliseconds;
  return [
    '',
    'Next:',
    ...(hasJobSpecs ? [] : [`  npx ndr job-specs init ${name}${clocks}`]),
    `  npx ndr run-batch ${name} --range --start ${start} --end ${end}`,
    ...(days >= fewestDaysOfBaselines && Date.parse(end) <= now
      ? [`  npx ndr baselines ${name} --end ${end}`, `  npx ndr report ${name} --out ${set.project}.html`]
      : []),
  ];
}
