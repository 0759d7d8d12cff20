import { pythonModules, type PythonConstant } from '@ndr/core';
import { z } from 'zod';
import type { Derivation } from '../model/derivation';
import { buildersOf, datasetsOf } from '../model/exported-definitions';

/** The Python modules that the jobs import. */
const pythonTypes: Derivation = (exported, { pythonPackage }) => {
  const builders = buildersOf(exported);
  // Those of another package that the builders read, too.
  const used = builders.flatMap(({ reads, writes }) => [...reads, ...writes]);
  const records = exported.filter(([, value]) => value instanceof z.ZodType && value.meta()?.title !== undefined);
  return pythonModules({
    builders,
    datasets: [...new Set([...datasetsOf(exported), ...used])],
    records: Object.fromEntries(records.map(([, value]) => [(value as z.ZodType).meta()?.title, value])) as Record<
      string,
      z.ZodType
    >,
    constants: Object.assign(
      {},
      ...exported.filter(([name]) => name === 'pythonConstants').map(([, value]) => value),
    ) as Record<string, PythonConstant>,
    command: 'npx nx sync',
    packageName: pythonPackage,
  });
};
export default pythonTypes;
