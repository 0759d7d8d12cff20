import { pythonModules, type Builder, type Dataset, type PythonConstant } from '@ndr/core';
import { z } from 'zod';

/** Prints the Python modules that derive from what the modules named on the command line export, as JSON. */
function main(entryPoints: readonly string[]): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which modules is known at run time only
  const exported = entryPoints.flatMap((path) => Object.entries(require(path) as Record<string, unknown>));
  const records = exported.filter(([, value]) => value instanceof z.ZodType && value.meta()?.title !== undefined);
  const modules = pythonModules({
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
  process.stdout.write(JSON.stringify(modules));
}

function isBuilder(value: unknown): value is Builder {
  return isObject(value) && 'stepName' in value && 'jobSpec' in value;
}

function isDataset(value: unknown): value is Dataset {
  return isObject(value) && 'tables' in value && 'partitioning' in value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

main(process.argv.slice(2));
