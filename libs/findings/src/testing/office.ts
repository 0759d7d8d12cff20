import { featureRow, statisticsOf, writeSlice, writeSnapshot, writeText, type Values } from './written-tables';
import type { ProjectTables } from '../tables/project-tables';
import { fgAMetrics } from '@ndr/pipelines';

/** A window of a host that is like its baseline; `over` says what is not. */
export function ordinaryWindow(host_ip: string, window_end_ts: string, over: Values = {}): Values {
  return featureRow({
    ...{ host_ip, window_end_ts, sessions_cnt: 100, bytes_sent_sum: 50_000, tcp_cnt: 90, peer_ip_nunique: 10 },
    ...{ deny_ratio: 0.01, peer_port_nunique: 3, peer_ip_entropy: 1.5 },
    ...over,
  });
}

const baseline: Values = {
  ...Object.assign({}, ...fgAMetrics.map(({ name }) => statisticsOf(name, { median: 0, spread: 0 }))),
  ...statisticsOf('sessions_cnt', { median: 100, spread: 20 }),
  ...statisticsOf('bytes_sent_sum', { median: 50_000, spread: 10_000 }),
  ...statisticsOf('tcp_cnt', { median: 90, spread: 20 }),
  ...statisticsOf('peer_ip_nunique', { median: 10, spread: 2 }),
  ...statisticsOf('deny_ratio', { median: 0.01, spread: 0.01 }),
  ...statisticsOf('peer_port_nunique', { median: 3, spread: 1 }),
  ...statisticsOf('peer_ip_entropy', { median: 1.5, spread: 0.2 }),
} as Values;

/** Hosts of the office. */
export const officeHosts = Array.from({ length: 8 }, (_, index) => `10.0.0.${index + 1}`);

/** A host that scans, and one that sends to an address that nobody met. */
export const scanner = '10.0.0.2';
export const exfiltrator = '10.0.0.3';
const outside = '203.0.113.9';

/** Two quarter hours of an office: one host scans, one sends a lot to somewhere new, the others are as ever. */
export async function writeOffice(tables: ProjectTables): Promise<void> {
  const known: Values = { dst_ip: '10.0.9.9', dst_port: 443 };
  const traffic = (slice: string): Values => ({
    ...{ slice_start: slice, first_event_ts: slice, last_event_ts: slice, segment_id: '10.0.0.0/24' },
    ...{ sessions_cnt: 50, bytes_sent_sum: 1000, bytes_recv_sum: 5000 },
  });
  for (const [slice, end] of [
    ['2024-05-20T10:00:00Z', '2024-05-20 10:15:00'],
    ['2024-05-20T10:15:00Z', '2024-05-20 10:30:00'],
  ] as const) {
    const time = slice.replace('T', ' ').replace('Z', '');
    await writeSlice(tables, slice, {
      features: officeHosts.map((host) => ordinaryWindow(host, end, host === scanner ? scan : {})),
      pairs: [
        ...officeHosts.map((src_ip) => ({ ...known, ...traffic(time), src_ip })),
        { ...traffic(time), src_ip: exfiltrator, dst_ip: outside, dst_port: 8443, bytes_sent_sum: 4e9 },
      ],
    });
  }
}

const scan: Values = {
  sessions_cnt: 5000,
  tcp_cnt: 5000,
  deny_ratio: 0.98,
  peer_port_nunique: 900,
  zero_reply_cnt: 4900,
};

/** The baseline of the week before. */
export async function writeOfficeBaseline(tables: ProjectTables): Promise<void> {
  const group = { role: 'outbound', time_band: 'WD_WORKING', window_label: 'w_15m' };
  const segment_id = '10.0.0.0/24';
  const seen = {
    ...{ dst_ip: '10.0.9.9', dst_port: 443, pair_seen_count: 400, active_days: 7, pair_daily_avg: 57 },
    ...{ pair_last_seen_ts: '2024-05-19 12:00:00', pair_rarity_score: 0.0025, pair_surprisal: 0, is_rare_pair_flag: 0 },
  };
  await writeSnapshot(
    tables,
    { end: '2024-05-21' },
    {
      host: officeHosts.map((host_ip) => ({ host_ip, segment_id, ...group, ...baseline })),
      segment: [{ segment_id, ...group, ...baseline }],
      global: [{ ...group, ...baseline }],
      pair_host: officeHosts.map((src_ip) => ({ src_ip, ...seen })),
      pair_segment: [{ segment_id, ...seen }],
    },
  );
}

/** Labels of both attacks; answers their file. */
export function writeOfficeLabels(folder: string): string {
  const file = `${folder}/labels.jsonl`;
  const label = (attack: string, source: string, target: string, port: number) => ({
    ...{ episode: `0123456789abcdef-${attack}`, attack, flows: 10, description: `${source} attacks` },
    ...{ start: '2024-05-20T10:00:00.000Z', end: '2024-05-20T10:20:00.000Z' },
    ...{ source_ips: [source], target_ips: [target], target_ports: [port] },
  });
  const labels = [label('port-scan', scanner, '10.0.9.9', 22), label('slow-exfiltration', exfiltrator, outside, 8443)];
  writeText(file, labels.map((each) => `${JSON.stringify(each)}\n`).join(''));
  return file;
}
