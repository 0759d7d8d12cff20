import { createBaselines, type BaselineLevel } from '../baselines/levels';
import { metricNames } from '../baselines/metrics';
import { readSnapshot, type SnapshotChoice } from '../baselines/snapshots';
import { listLiteral, literal } from '../tables/database';
import type { ProjectTables } from '../tables/project-tables';

/** Whose baselines are asked for. */
export interface HostQuestion extends SnapshotChoice {
  /** Address in canonical text. */
  readonly hostIp: string;
  /** Segment that the host stands in: what it falls back to. */
  readonly segmentId: string;
  /** `outbound` or `inbound`. */
  readonly role: string;
  /** WD or WE, and WORKING, OFF or NIGHT: `WD_WORKING`. */
  readonly timeBand: string;
  /** `w_15m` to `w_24h`. */
  readonly windowLabel: string;
}

/** What is normal of one metric, and whose normal it is. Names are those of FG-B's columns. */
export interface MetricBaseline {
  readonly metric: string;
  readonly baseline_level: BaselineLevel;
  readonly median: number;
  readonly p25: number;
  readonly p75: number;
  readonly p95: number;
  readonly p99: number;
  readonly mad: number;
  readonly iqr: number;
  readonly support_count: number;
  /** 1 only of GLOBAL, behind which nothing stands. */
  readonly cold_start_flag: number;
}

/** A host's baselines in one snapshot; metrics that no level knows are absent. */
export interface HostBaselines {
  readonly baseline_horizon: string;
  readonly baseline_end: string;
  readonly metrics: readonly MetricBaseline[];
}

/**
 * What is normal for a host: per metric its own baseline, its segment's where it has none, no value or too little
 * support, else everybody's.
 * @throws NdrError `findings.no-baseline`, `findings.unreadable`
 */
export async function lookupHost(tables: ProjectTables, question: HostQuestion): Promise<HostBaselines> {
  const { hostIp, role, segmentId, timeBand, windowLabel } = question;
  const key = Object.entries({
    host_ip: hostIp,
    role,
    segment_id: segmentId,
    time_band: timeBand,
    window_label: windowLabel,
  });
  return readSnapshot(tables, question, async (database, snapshot) => {
    const columns = key.map(([name, value]) => `${literal(value)} AS ${name}`).join(', ');
    await database.run(`CREATE TEMP TABLE keys AS SELECT ${columns}`);
    await createBaselines(database, snapshot);
    const metrics = await database.rows<MetricBaseline>(
      `SELECT * EXCLUDE (host_ip, role, segment_id, time_band, window_label) FROM baselines
       ORDER BY list_position(${listLiteral(metricNames)}, metric)`,
    );
    return { baseline_horizon: snapshot.horizon, baseline_end: snapshot.end, metrics };
  });
}
