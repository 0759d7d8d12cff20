/** A rule of the segment mapping: addresses in `cidr` belong to the segment `name`. */
export interface SegmentRule {
  readonly cidr: string;
  readonly name: string;
}

/** The members of integration that a JobSpec may rename. */
export const integrationFields = [
  'source_ip',
  'destination_ip',
  'source_port',
  'destination_port',
  'source_bytes',
  'destination_bytes',
  'event_start',
  'event_end',
  'event_action',
  'event_reason',
  'event_name',
  'network_transport',
] as const;
export type IntegrationField = (typeof integrationFields)[number];

/** The members that are filled where they are missing; a batch must hold every other. */
export const optionalFields: readonly IntegrationField[] = ['event_reason', 'event_name', 'source_port'];

/** What the JobSpecs of a project say, under their names there, as far as the 15m tables depend on it. */
export interface OracleSettings {
  readonly format: 'jsonl' | 'parquet';
  readonly time_format: 'iso8601' | 'epoch_seconds' | 'epoch_milliseconds';
  /** Canonical name to the name in the files. */
  readonly field_mapping: Readonly<Partial<Record<IntegrationField, string>>>;
  readonly late_events: 'clamp' | 'reject';
  /** CIDRs of the hosts; every address is a host when empty. */
  readonly internal_networks: readonly string[];
  /** Actions in any case; `*` stands for any text. */
  readonly deny_actions: readonly string[];
  readonly short_session_seconds: number;
  readonly port_sets: Readonly<Record<'high_risk' | 'admin' | 'fileshare' | 'directory' | 'db', readonly number[]>>;
  readonly segment_mapping: {
    readonly rules: readonly SegmentRule[];
    readonly prefix_length_v4: number;
    readonly prefix_length_v6: number;
  };
  /** Segment ids: names of rules, or CIDR texts of prefixes. */
  readonly high_risk_segments: readonly string[];
  readonly windows: readonly { readonly label: string; readonly minutes: number }[];
  readonly novelty: { readonly rare_below: number };
  /** Name of the IANA database. */
  readonly time_zone: string;
  /** ISO numbers, Monday 1. */
  readonly weekend_days: readonly number[];
  /** yyyy-MM-dd in `time_zone`. */
  readonly holidays: readonly string[];
}

/** The settings of a JobSpec set that says nothing of its own. */
export const defaultSettings: OracleSettings = {
  format: 'jsonl',
  time_format: 'iso8601',
  field_mapping: {},
  late_events: 'clamp',
  internal_networks: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  deny_actions: ['deny', 'drop', 'reset-*'],
  short_session_seconds: 1,
  port_sets: {
    high_risk: [23, 135, 445, 1433, 3389, 4444, 5900, 6667],
    admin: [22, 23, 3389, 5900, 5985, 5986],
    fileshare: [139, 445, 2049],
    directory: [88, 389, 636, 3268, 3269],
    db: [1433, 1521, 3306, 5432, 6379, 27017],
  },
  segment_mapping: { rules: [], prefix_length_v4: 24, prefix_length_v6: 64 },
  high_risk_segments: [],
  windows: [
    { label: 'w_15m', minutes: 15 },
    { label: 'w_30m', minutes: 30 },
    { label: 'w_1h', minutes: 60 },
    { label: 'w_8h', minutes: 8 * 60 },
    { label: 'w_24h', minutes: 24 * 60 },
  ],
  novelty: { rare_below: 5 },
  time_zone: 'UTC',
  weekend_days: [6, 7],
  holidays: [],
};
