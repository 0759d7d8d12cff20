import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from './cases';
import { selectiveExecution } from '../policies/selective-execution';
import { synth } from '../synth';
import { validateDefinition } from '../validate';
import { emitDefinition, parseDefinition } from '../parse/parse-definition';

const folder = join(__dirname, '../../../test-data/sagemaker-python-sdk-2.257.7');
const anyDigests = new Proxy<Record<string, string>>({}, { get: () => '0'.repeat(64) });

const goldenText = (name: string) => readFileSync(join(folder, `${name}.json`), 'utf-8');
const names = readdirSync(folder)
  .map((file) => file.replace(/\.json$/, ''))
  .filter((name) => name !== 'api_requests');

/** Leaves out what may differ: digests in S3 URIs, the order of names to wait for, empty environments and metadata. */
function normalized(definition: unknown): unknown {
  const text = JSON.stringify(definition, (member, value: unknown) => {
    if ((member === 'Environment' || member === 'Metadata') && JSON.stringify(value) === '{}') return undefined;
    return member === 'DependsOn' ? [...(value as string[])].sort() : value;
  });
  return JSON.parse(text.replaceAll(/\/[0-9a-f]{64}\//g, '/<digest>/'));
}

const authored = (name: string) => {
  const pipeline = cases[name];
  if (!pipeline) throw new Error(`the case ${name} is not authored`);
  return synth(pipeline, { assets: anyDigests });
};

it('every case of the Python SDK is authored', () => {
  expect(Object.keys(cases).sort()).toEqual([...names, 'api_requests'].sort());
});

describe.each(names)('%s', (name) => {
  it('is what the Python SDK emits', () => {
    expect(normalized(authored(name).definition)).toEqual(normalized(JSON.parse(goldenText(name))));
  });

  it('has no error, as the Python SDK wrote it', () => {
    expect(validateDefinition(goldenText(name)).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is emitted again as it was parsed', () => {
    const { definition } = parseDefinition(JSON.parse(goldenText(name)));
    expect(definition && emitDefinition(definition)).toEqual(JSON.parse(goldenText(name)));
  });
});

describe('what travels beside the definition', () => {
  interface Recorded {
    readonly operation: string;
    readonly request: Readonly<Record<string, unknown>>;
  }
  const recorded = JSON.parse(goldenText('api_requests')) as readonly Recorded[];
  const [create] = recorded;
  const pipeline = cases.api_requests;

  it('is the definition, the description, the tags and the parallelism of CreatePipeline', () => {
    expect(create?.request).toMatchObject({
      PipelineName: pipeline?.name,
      PipelineDescription: pipeline?.description,
      ParallelismConfiguration: pipeline?.parallelism,
      Tags: Object.entries(pipeline?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    });
    expect(normalized(authored('api_requests').definition)).toEqual(normalized(create?.request.PipelineDefinition));
  });

  it('is the selection of steps of StartPipelineExecution', () => {
    const selected = recorded.map(({ request }) => request.SelectiveExecutionConfig).find((each) => each !== undefined);
    const source = (selected as { SourcePipelineExecutionArn: string }).SourcePipelineExecutionArn;
    expect(selectiveExecution(pipeline ?? { steps: [] }, ['Echo'], source)).toEqual(selected);
  });
});
