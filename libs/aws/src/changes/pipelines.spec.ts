import { SageMakerServiceException } from '@aws-sdk/client-sagemaker';
import { sha256Hex } from '@ndr/core';
import { planPipeline } from './pipelines';
import { wantedPipeline, type WantedPipeline } from '../pipelines/wanted-pipeline';
import { localEnvironment } from '../environment';
import { scriptedClient } from '../testing/scripted-client';
import { smallDeployment, type SmallOptions } from '../testing/small-deployment';

const arn = 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/small';

async function wanted(options: SmallOptions = {}): Promise<WantedPipeline> {
  const { pipelines } = await smallDeployment(localEnvironment, options);
  const [only] = pipelines;
  if (!only) throw new RangeError('it has one pipeline');
  return wantedPipeline(only.pipeline, only.prepared.json, localEnvironment.role);
}

/** A service that holds `stored`, and lists what is written to it. */
function service(stored: Readonly<Record<string, unknown>> | undefined) {
  const writes: (readonly [operation: string, input: Readonly<Record<string, unknown>>])[] = [];
  const written = (operation: string) => (input: Readonly<Record<string, unknown>>) => {
    writes.push([operation, input]);
    return { PipelineArn: arn };
  };
  const client = scriptedClient({
    DescribePipeline: () => {
      if (stored) return { PipelineArn: arn, RoleArn: localEnvironment.role, LastModifiedTime: new Date(0), ...stored };
      throw new SageMakerServiceException({ name: 'ResourceNotFound', $fault: 'client', $metadata: {} });
    },
    ListTags: () => ({ Tags: [] }),
    CreatePipeline: written('CreatePipeline'),
    UpdatePipeline: written('UpdatePipeline'),
  });
  return { client, writes };
}

it.each([
  ['CreatePipeline', undefined],
  ['UpdatePipeline', { PipelineDefinition: '{"Version":"2020-12-01","Steps":[]}' }],
])('%s takes a definition that is too large for a request from S3, under its digest', async (operation, stored) => {
  const { client, writes } = service(stored);
  const large = await wanted({ padding: 110_000 });
  const planned = await planPipeline(client, large);
  const key = `small/definitions/${sha256Hex(large.definition)}.json`;
  expect(planned.objects.map(({ uri }) => uri)).toEqual([`s3://ndr-local/${key}`]);
  expect(new TextDecoder().decode(planned.objects[0]?.bytes)).toBe(large.definition);
  await planned.apply();
  expect(writes).toMatchObject([
    [operation, { PipelineDefinitionS3Location: { Bucket: 'ndr-local', ObjectKey: key } }],
  ]);
  expect(writes[0]?.[1]).not.toHaveProperty('PipelineDefinition');
});

it('uploads no definition of a pipeline that stays as it is, however it is laid out', async () => {
  const large = await wanted({ padding: 110_000 });
  const laidOut = JSON.stringify(JSON.parse(large.definition), undefined, 4);
  const { client, writes } = service({ PipelineDefinition: laidOut });
  const planned = await planPipeline(client, large);
  expect(planned).toMatchObject({ changes: [], objects: [] });
  await planned.apply();
  expect(writes).toEqual([]);
});

it('leaves parallelism as it is where nobody says anything of it', async () => {
  const { definition } = await wanted();
  const stored = { PipelineDefinition: definition, ParallelismConfiguration: { MaxParallelExecutionSteps: 7 } };
  const plan = async (options: SmallOptions) => planPipeline(service(stored).client, await wanted(options));
  expect((await plan({})).changes).toEqual([]);
  expect((await plan({ parallelSteps: 2 })).changes[0]?.fields).toEqual([
    { pointer: '/ParallelismConfiguration/MaxParallelExecutionSteps', old: 7, new: 2 },
  ]);
});

it('shows steps and parameters that come and go whole', async () => {
  const { definition } = await wanted();
  const { Steps, ...rest } = JSON.parse(definition) as { Steps: { Name: string }[] };
  const other = { Name: 'Other', Type: 'Fail', Arguments: { ErrorMessage: 'no' } };
  const parameter = { Name: 'Old', Type: 'String' };
  const stored = { ...rest, Parameters: [parameter], Steps: [...Steps.slice(1), other] };
  const { client } = service({ PipelineDefinition: JSON.stringify(stored) });
  const [change] = (await planPipeline(client, await wanted())).changes;
  expect(change?.fields).toEqual(
    expect.arrayContaining([
      { pointer: '/PipelineDefinition/Parameters/Old', old: parameter },
      { pointer: '/PipelineDefinition/Steps/Run', new: Steps[0] },
      { pointer: '/PipelineDefinition/Steps/Other', old: other },
    ]),
  );
});
