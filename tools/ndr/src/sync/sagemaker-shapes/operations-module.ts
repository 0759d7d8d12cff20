import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { SyncError } from '@nx/devkit/internal';
import { operations } from './operations';
import { readOperations, type OperationShapes } from './read-operations';
import { readServiceModel } from './service-model';

/** Folder of the workspace's Python environment. */
const environment = '.venv';
const requirements = 'spark-jobs/requirements.txt';

/**
 * Text of the module that says what the local SageMaker's operations take and give. Without a Python environment the
 * module stands if it was derived from the botocore that the requirements name.
 * @throws SyncError when it cannot be derived
 */
export function operationsModule(tree: Tree, file: string): string {
  const installed = readServiceModel(join(tree.root, environment));
  if (installed) return sourceOf(readOperations(installed.model, operations), installed.version);
  const former = tree.read(file, 'utf-8') ?? '';
  const wanted = /^botocore==([\d.]+)/m.exec(tree.read(requirements, 'utf-8') ?? '')?.[1];
  if (wanted !== undefined && former.startsWith(heading(wanted))) return former;
  throw new SyncError("What SageMaker's operations take cannot be derived without the Python environment.", [
    'Run `npx nx run spark-jobs:python-environment`, then `npx nx sync`.',
  ]);
}

const heading = (version: string) => `// Derived by \`npx nx sync\` from botocore ${version}. Do not edit.\n`;

function sourceOf({ operations: taken, structures, lists, maps, scalars }: OperationShapes, version: string): string {
  return `${heading(version)}
/** Operations of the local SageMaker: what they take, what they give, and the errors that they declare. */
${table('operations', taken)}

/** Structures: the type of each member; \`!\` at its end says that it is required. */
${table('structures', structures)}

/** Lists, with the fewest and most items. */
${table('lists', lists)}

/** Maps, with the fewest and most entries. */
${table('maps', maps)}

/** Texts, numbers, truth values and times; limits of a text are those of its length. */
${table('scalars', scalars)}
`;
}

function table(name: string, entries: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(entries)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `  ${key}: ${JSON.stringify(value)},`);
  return `// prettier-ignore\nexport const ${name} = {\n${lines.join('\n')}\n} as const;`;
}
