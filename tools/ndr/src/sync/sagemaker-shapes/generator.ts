import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readNxJson, type Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import { operationsModule } from './operations-module';
import { readShapes, type Shapes } from './read-shapes';
import { roots } from './roots';
import { pluginOptions } from '../../plugin-options';

const client = '@aws-sdk/client-sagemaker';

/** Derives what the model and the local server know of SageMaker's requests and answers, and says when it had drifted. */
export default function syncSagemakerShapes(tree: Tree): SyncGeneratorResult {
  const { shapesFile, operationsFile } = pluginOptions(readNxJson(tree));
  const drifted = [
    ...derive(tree, shapesFile, () => moduleOf(tree.root)),
    ...derive(tree, operationsFile, () => operationsModule(tree, operationsFile)),
  ];
  if (drifted.length === 0) return {};
  return {
    outOfSyncMessage: "What is known here of SageMaker's API is not what the installed AWS SDKs say.",
    outOfSyncDetails: drifted,
  };
}

/** Writes `file` when its text had drifted; a workspace of another team has no such folder, and needs none. */
function derive(tree: Tree, file: string, text: () => string): string[] {
  if (!tree.exists(dirname(file))) return [];
  const derived = text();
  if (tree.read(file, 'utf-8') === derived) return [];
  tree.write(file, derived);
  return [file];
}

function moduleOf(root: string): string {
  const manifest = createRequire(join(root, 'package.json')).resolve(`${client}/package.json`);
  const { version } = JSON.parse(readFileSync(manifest, 'utf-8')) as { version: string };
  return sourceOf(readShapes(join(dirname(manifest), 'dist-types', 'models'), roots), version);
}

function sourceOf({ structures, enumerations }: Shapes, version: string): string {
  return `// Derived by \`npx nx sync\` from ${client} ${version}. Do not edit.

/**
 * Structures of SageMaker's API that pipelines use. A member's type is \`string\`, \`number\`, \`boolean\`, \`timestamp\`,
 * \`any\` or a name; \`[]\` behind it makes it a list, \`{…}\` around it a map, \`!\` at its end says that it is required.
 */
// prettier-ignore
export const structures = {
${lines(structures)}
} as const;

/** Values of SageMaker's enumerations. */
// prettier-ignore
export const enumerations = {
${lines(enumerations)}
} as const;
`;
}

const lines = (record: Readonly<Record<string, unknown>>) =>
  Object.entries(record)
    .map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`)
    .join('\n');
