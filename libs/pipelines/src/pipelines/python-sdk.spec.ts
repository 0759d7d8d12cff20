import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synth, type AssetDigests } from '@ndr/core';
import { buildFgBBaselinePipeline } from './fg-b-baseline';
import { buildNdr15mPipelineWithPairs } from './ndr-15m';

const goldens = join(__dirname, '../../../../../shared/goldens/sagemaker-sdk');
const atHand = existsSync(goldens);
if (!atHand) process.stderr.write(`SKIPPED: no definitions of the SageMaker Python SDK at ${goldens}\n`);

/** The definition that the Python SDK emits for the case `name`, from PySparkProcessor. */
const definitionOfSdk = (name: string): unknown => JSON.parse(readFileSync(join(goldens, `${name}.json`), 'utf-8'));

const anyDigests = new Proxy<AssetDigests>({}, { get: () => '0'.repeat(64) });

interface Definition {
  readonly Steps: readonly { readonly Name: string }[];
}

/** Leaves out what may differ: digests in S3 URIs, an empty environment. */
function normalized(definition: unknown): Definition {
  const text = JSON.stringify(definition, (member, value: unknown) =>
    member === 'Environment' && JSON.stringify(value) === '{}' ? undefined : value,
  );
  return JSON.parse(text.replaceAll(/\/[0-9a-f]{64}\//g, '/<digest>/')) as Definition;
}

/** A definition without steps that `other` does not have: a pipeline may hold more than the contract's. */
function withStepsOf(definition: Definition, other: Definition): Definition {
  const names = other.Steps.map(({ Name }) => Name);
  return { ...definition, Steps: definition.Steps.filter(({ Name }) => names.includes(Name)) };
}

const options = {
  roleArn: 'arn:aws:iam::123456789012:role/ndr-pipeline',
  region: 'eu-west-1',
  defaultBucket: 'ndr-bucket',
};

(atHand ? it : it.skip).each([
  ['ndr_15m_pyspark', buildNdr15mPipelineWithPairs(options)],
  ['ndr_fg_b_pyspark', buildFgBBaselinePipeline(options)],
])('%s: the pipeline is what the SageMaker Python SDK makes of the same steps', (name, pipeline) => {
  const { definition } = synth(pipeline, { assets: anyDigests });
  const expected = normalized(definitionOfSdk(name));
  expect(withStepsOf(normalized(definition), expected)).toEqual(expected);
});
