export type { BaselineLevel } from './baselines/levels';
export { findSnapshot, type Snapshot, type SnapshotChoice } from './baselines/snapshots';
export { lookupHost, type HostBaselines, type HostQuestion, type MetricBaseline } from './lookup/host';
export { lookupPair, type PairLookup, type PairQuestion, type PairRarity } from './lookup/pair';
export { projectTables, type ProjectTables } from './tables/project-tables';
export type {
  EpisodeFinding,
  Evaluation,
  EvidenceKind,
  Findings,
  HostFinding,
  MetricEvidence,
  PairFinding,
  RankOptions,
  Reference,
} from './ranking/findings';
export { attackOf } from './ranking/involvement';
export { rankFindings } from './ranking/rank';
export { makeReport, type Report, type ReportOptions } from './report/report';
export { canonicalAddress } from './addresses/canonical-address';
export { segmentOf, type SegmentMapping } from './addresses/segment-of';
