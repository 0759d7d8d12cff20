import type { Findings } from '@ndr/findings';
import type { AnalyzedLogs, HostChoice } from './analyze';
import { rankingLines } from '../findings/ranking';

const number = new Intl.NumberFormat('en');

/** What a person should know of an analysis: what was read, who was judged, what stands out, and where more is. */
export function analysisReport(
  { set, logs, hosts, referenceTime }: AnalyzedLogs,
  findings: Findings,
  page: string,
): readonly string[] {
  const name = `--project ${set.project} --version ${set.version}`;
  const [first] = findings.reference.kind === 'baseline' ? findings.hosts : [];
  return [
    '',
    `Flows      ${flowsText(logs)}`,
    ...logs.files.flatMap(({ badLinesFile }) => (badLinesFile === null ? [] : [`Bad lines  ${badLinesFile}`])),
    `Hosts      ${hostsText(hosts)}`,
    `Baselines  up to ${referenceTime.toISOString().slice(0, 10)}, no safety gap`,
    '',
    ...rankingLines(findings),
    '',
    `Page       ${page}`,
    '',
    'Next:',
    ...(first ? [`  npx ndr lookup host ${first.host_ip} ${name}`] : []),
    `  npx ndr ingest FORMAT FILE… ${name}     # more of the same network`,
    `  npx ndr job-specs show ${name}`,
  ];
}

function flowsText({ flows, badLines, files, prefixStart, prefixEnd }: AnalyzedLogs['logs']): string {
  const read = files.length === 1 ? (files[0]?.file ?? '') : `${String(files.length)} files`;
  const bad = badLines === 0 ? '' : `, ${number.format(badLines)} bad lines kept aside`;
  return `${number.format(flows)} of ${read}${bad}; slices ${prefixStart} to ${prefixEnd}`;
}

function hostsText({ networks, reason, hasHost }: HostChoice): string {
  const named = networks.length === 0 ? 'every address' : networks.join(', ');
  switch (reason) {
    case 'default-networks':
      return `addresses of the default networks: ${named}`;
    case 'no-address-in-default-networks':
      return 'every address, for none lies in the default networks';
    case 'job-specs':
      return `${named}, as the project's JobSpecs say${hasHost ? '' : '; but no address of the logs is one'}`;
  }
}
