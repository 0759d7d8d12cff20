import { pythonModules, type Builder, type Dataset, type PythonConstant } from '@ndr/core';
import { z } from 'zod';
import type { Derivation } from '../model/derivation';

/** The Python modules that the jobs import. */
const pythonTypes: Derivation = (exported) => {
  const records = exported.filter(([, value]) => value instanceof z.ZodType && value.meta()?.title !== undefined);
  return pythonModules({
    builders: exported.map(([, value]) => value).filter(isBuilder),
    datasets: exported.map(([, value]) => value).filter(isDataset),
    records: Object.fromEntries(records.map(([, value]) => [(value as z.ZodType).meta()?.title, value])) as Record<
      string,
      z.ZodType
    >,
    constants: Object.assign(
      {},
      ...exported.filter(([name]) => name === 'pythonConstants').map(([, value]) => value),
    ) as Record<string, PythonConstant>,
    command: 'npx nx sync',
  });
};
export default pythonTypes;

function isBuilder(value: unknown): value is Builder {
  return isObject(value) && 'stepName' in value && 'jobSpec' in value;
}

function isDataset(value: unknown): value is Dataset {
  return isObject(value) && 'tables' in value && 'partitioning' in value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
