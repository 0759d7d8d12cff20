import { specifierFrom, type Exported } from '../../edits/register-builder';
import { inComment, quoted } from '../../edits/source-text';
import type { PipelineNames } from '../../names/pipeline-names';

/** What a pipeline's module says. */
export interface NewPipeline {
  readonly names: PipelineNames;
  readonly path: string;
  readonly description: string;
  readonly parameters: 'batch' | 'baseline';
  readonly builders: readonly Exported[];
}

/** The module that declares a pipeline: its name, its builders, its build function. */
export function pipelineModule({ names, path, description, parameters, builders }: NewPipeline): string {
  const own = `${parameters}Parameters`;
  const imports = builders.map(({ name, path: from }) => `import { ${name} } from '${specifierFrom(path, from)}';`);
  return `import type { BuilderPipeline } from '@ndr/core';
import { pipelineOf } from './build';
import { ${own}, processorParameters } from './parameters';
import type { BuildOptions } from './processor';
${imports.sort().join('\n')}

/** Name of the pipeline, unless said otherwise. */
export const ${names.nameConstant} = '${names.name}';

/** The builders of the pipeline, in the order of its steps. */
const builders = [${builders.map(({ name }) => name).join(', ')}];

/** ${inComment(description)}. */
export function ${names.build}(options: BuildOptions): BuilderPipeline {
  return pipelineOf(options, {
    name: ${names.nameConstant},
    description: ${quoted(description)},
    parameters: [...${own}, ...processorParameters],
    builders,
  });
}
`;
}

/** Its test: what synthesis and validation say of it, whatever builders it gets. */
export function pipelineTest({ names }: NewPipeline): string {
  return `import { assetsOf, sha256Hex, synth } from '@ndr/core';
import { ${names.build}, ${names.nameConstant} } from './${names.file}';

const pipeline = ${names.build}({
  roleArn: 'arn:aws:iam::123456789012:role/pipelines',
  region: 'eu-west-1',
  defaultBucket: 'example',
});

it('synthesizes without a warning, a step a builder', () => {
  const digests = Object.fromEntries(assetsOf(pipeline).map(({ name }) => [name, sha256Hex(name)]));
  const { definition, warnings } = synth(pipeline, { assets: digests });
  expect(warnings).toEqual([]);
  expect(definition.Steps).toHaveLength(pipeline.builders.length);
  expect(pipeline.name).toBe(${names.nameConstant});
});
`;
}
