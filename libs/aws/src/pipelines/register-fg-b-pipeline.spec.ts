import { CreateBucketCommand, GetObjectCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
import { DescribePipelineCommand, ListTagsCommand, UpdatePipelineCommand } from '@aws-sdk/client-sagemaker';
import type { BuildOptions } from '@ndr/pipelines';
import { buildAndRegisterFgBPipeline } from './register-fg-b-pipeline';
import type { AwsClients } from '../account/aws-clients';
import { startMotoAccount, type MotoAccount } from '../testing/moto-account';

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(120_000);

let account: MotoAccount;
let clients: AwsClients;
let pipelines = 0;
let options: BuildOptions;

beforeAll(async () => {
  account = await startMotoAccount();
  clients = account.clients;
});
afterAll(() => account.close());
beforeEach(async () => {
  pipelines += 1;
  options = {
    roleArn: 'arn:aws:iam::123456789012:role/ndr-pipeline',
    region: 'us-east-1',
    defaultBucket: `code-${pipelines}`,
    pipelineName: `fg-b-${pipelines}`,
    tags: { team: 'detection' },
  };
  await clients.s3.send(new CreateBucketCommand({ Bucket: options.defaultBucket }));
});

const register = (changed: Partial<BuildOptions> = {}) =>
  buildAndRegisterFgBPipeline({ ...options, ...changed }, clients);
const described = () => clients.sagemaker.send(new DescribePipelineCommand({ PipelineName: options.pipelineName }));
const tagsOf = async (arn: string): Promise<Record<string, string>> => {
  const { Tags = [] } = await clients.sagemaker.send(new ListTagsCommand({ ResourceArn: arn }));
  return Object.fromEntries(Tags.map(({ Key, Value }) => [String(Key), String(Value)]));
};

it('creates the pipeline, with every object that its definition names in S3', async () => {
  const { arn, name, action, uploaded } = await register();
  expect([name, action]).toEqual([options.pipelineName, 'created']);
  const pipeline = await described();
  expect(pipeline).toMatchObject({ PipelineArn: arn, RoleArn: options.roleArn });
  const definition = String(pipeline.PipelineDefinition);
  expect(JSON.parse(definition)).toMatchObject({ Steps: [{ Name: 'FGBaselineBuilderStep' }] });
  const named = [...definition.matchAll(/s3:\/\/code-\d+\/([^"]+)/g)].map(([uri]) => uri);
  expect(named.filter((uri) => !uploaded.written.some((each) => each.startsWith(uri)))).toEqual([]);
  const script = uploaded.written.find((uri) => uri.endsWith('/run_fg_b_builder.py')) ?? '';
  const { Body } = await clients.s3.send(
    new GetObjectCommand({ Bucket: options.defaultBucket, Key: new URL(script).pathname.slice(1) }),
  );
  expect(await Body?.transformToString()).toContain('Entry point of the FG-B builder');
  expect(await tagsOf(arn)).toEqual({ team: 'detection' });
});

it('uploads and changes nothing the second time', async () => {
  const first = await register();
  const before = await described();
  expect(await register()).toEqual({
    ...first,
    action: 'unchanged',
    uploaded: { written: [], present: first.uploaded.written },
  });
  expect(await described()).toMatchObject({ LastModifiedTime: before.LastModifiedTime });
});

it('updates a definition and a role that differ, whoever changed them', async () => {
  const { arn } = await register();
  await clients.sagemaker.send(
    new UpdatePipelineCommand({ PipelineName: options.pipelineName, PipelineDefinition: '{"Steps":[]}' }),
  );
  expect(await register()).toMatchObject({ arn, action: 'updated' });
  expect((await described()).PipelineDefinition).toContain('FGBaselineBuilderStep');
  const roleArn = 'arn:aws:iam::123456789012:role/another';
  expect(await register({ roleArn })).toMatchObject({ arn, action: 'updated' });
  expect(await described()).toMatchObject({ RoleArn: roleArn });
});

it('adds tags, and keeps those of others', async () => {
  const { arn } = await register();
  expect(await register({ tags: { cost: '42' } })).toMatchObject({ action: 'updated' });
  expect(await tagsOf(arn)).toEqual({ team: 'detection', cost: '42' });
  expect(await register({ tags: { cost: '42' } })).toMatchObject({ action: 'unchanged' });
});

it('registers nothing when the code cannot be uploaded', async () => {
  const defaultBucket = 'no-such-bucket';
  await expect(register({ defaultBucket })).rejects.toThrow();
  await expect(clients.s3.send(new HeadBucketCommand({ Bucket: defaultBucket }))).rejects.toThrow();
  await expect(described()).rejects.toThrow();
});
