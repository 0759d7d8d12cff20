export { compareTable } from './compare';
export type { ComparisonOptions, TableDifference } from './compare';
export { computeOracle } from './compute';
export type { OracleBatch, OracleInput, PairHostBaseline } from './input';
export { OracleInputError } from './oracle-input-error';
export { defaultSettings } from './settings';
export type { OracleSettings, SegmentRule } from './settings';
