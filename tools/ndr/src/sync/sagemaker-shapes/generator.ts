import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readNxJson, type Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import { readShapes, type Shapes } from './read-shapes';
import { roots } from './roots';
import { pluginOptions } from '../../plugin-options';

const client = '@aws-sdk/client-sagemaker';

/** Derives what the model knows of SageMaker's requests and answers from the AWS SDK, and says when it had drifted. */
export default function syncSagemakerShapes(tree: Tree): SyncGeneratorResult {
  const { shapesFile } = pluginOptions(readNxJson(tree));
  // A workspace of another team imports the shapes with @ndr/core.
  if (!tree.exists(dirname(shapesFile))) return {};
  const text = moduleOf(tree.root);
  if (tree.read(shapesFile, 'utf-8') === text) return {};
  tree.write(shapesFile, text);
  return {
    outOfSyncMessage: "What the model knows of SageMaker's API is not what the installed AWS SDK says.",
    outOfSyncDetails: [shapesFile],
  };
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
