import type { Builder, BuilderPipeline, Dataset, JobSpecDefinition } from '@ndr/core';
import type { Exported } from './derivation';

/** What the model exports of builders. */
export const buildersOf = (exported: readonly Exported[]): readonly Builder[] =>
  valuesOf(exported).filter((value): value is Builder => isObject(value) && 'stepName' in value && 'jobSpec' in value);

/** What the model exports of datasets. */
export const datasetsOf = (exported: readonly Exported[]): readonly Dataset[] =>
  valuesOf(exported).filter(
    (value): value is Dataset => isObject(value) && 'tables' in value && 'partitioning' in value,
  );

/** What the model exports of JobSpecs. */
export const jobSpecsOf = (exported: readonly Exported[]): readonly JobSpecDefinition[] =>
  valuesOf(exported).filter(
    (value): value is JobSpecDefinition => isObject(value) && 'jobName' in value && 'sharedNames' in value,
  );

/** Account for which pipelines are built when only their parts matter. */
const anyAccount = {
  roleArn: 'arn:aws:iam::111122223333:role/any',
  region: 'eu-central-1',
  defaultBucket: 'any-bucket',
};

/** The pipelines of the model: those that its `buildFunctions` build. */
export function pipelinesOf(exported: readonly Exported[]): readonly BuilderPipeline[] {
  const lists = exported.filter(([name]) => name === 'buildFunctions').map(([, value]) => value);
  const functions = lists.flat() as ((options: typeof anyAccount) => BuilderPipeline)[];
  return functions.map((build) => build(anyAccount));
}

const valuesOf = (exported: readonly Exported[]) => exported.map(([, value]) => value);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
