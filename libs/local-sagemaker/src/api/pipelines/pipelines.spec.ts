import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AddTagsCommand,
  CreatePipelineCommand,
  DeletePipelineCommand,
  DeleteTagsCommand,
  DescribePipelineCommand,
  ListPipelinesCommand,
  ListPipelineVersionsCommand,
  ListTagsCommand,
  paginateListPipelines,
  StartPipelineExecutionCommand,
  UpdatePipelineCommand,
  UpdatePipelineVersionCommand,
  type CreatePipelineRequest,
  type ListPipelinesCommandInput,
} from '@aws-sdk/client-sagemaker';
import { definition, shellStep } from '../../testing/definitions';
import { SageMakerService } from '../../testing/sagemaker-service';
import { onSmallDisk } from '../../testing/small-disk';

let service: SageMakerService;
beforeEach(async () => {
  service = await SageMakerService.open();
});
afterEach(() => service.close());

const first = definition([shellStep('First', 'true')]);
const second = definition([shellStep('Second', 'true')]);
const RoleArn = 'arn:aws:iam::123456789012:role/local';
const arnOf = (name: string) => `arn:aws:sagemaker:us-east-1:123456789012:pipeline/${name.toLowerCase()}`;
const create = (PipelineName: string, more: Partial<CreatePipelineRequest> = {}) =>
  service.client.send(new CreatePipelineCommand({ PipelineName, PipelineDefinition: first, RoleArn, ...more }));
const describe_ = (PipelineName: string, PipelineVersionId?: number) =>
  service.client.send(new DescribePipelineCommand({ PipelineName, PipelineVersionId }));
const token = 't'.repeat(32);

describe('pipelines', () => {
  it('are described as they were created, by name in any case or by ARN', async () => {
    const before = Date.now();
    const { PipelineArn } = await create('My-Pipeline', {
      PipelineDescription: 'what it does',
      ParallelismConfiguration: { MaxParallelExecutionSteps: 3 },
    });
    expect(PipelineArn).toBe(arnOf('My-Pipeline'));
    for (const name of ['My-Pipeline', 'my-pipeline', arnOf('My-Pipeline')]) {
      const described = await describe_(name);
      expect(described).toMatchObject({
        PipelineArn,
        PipelineName: 'My-Pipeline',
        PipelineDisplayName: 'My-Pipeline',
        PipelineDescription: 'what it does',
        PipelineDefinition: first,
        PipelineStatus: 'Active',
        RoleArn,
        ParallelismConfiguration: { MaxParallelExecutionSteps: 3 },
      });
      expect(described.CreationTime?.getTime()).toBeGreaterThanOrEqual(before);
    }
  });

  it('have names of their own, whatever the case', async () => {
    await create('Name');
    await expect(create('name')).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        'Pipeline names must be unique within an AWS account and region. Pipeline with name (Name) already exists.',
    });
  });

  it.each([
    ['DescribePipeline', {}],
    ['UpdatePipeline', {}],
    ['DeletePipeline', { ClientRequestToken: token }],
    ['ListPipelineVersions', {}],
    ['ListPipelineExecutions', {}],
    ['StartPipelineExecution', { ClientRequestToken: token }],
  ])('that are absent are not found by %s', async (operation, more) => {
    expect(await service.post(operation, { PipelineName: 'absent', ...more })).toEqual({
      status: 400,
      body: { __type: 'ResourceNotFound', Message: `Pipeline '${arnOf('absent')}' does not exist.` },
    });
  });

  it('are refused with a definition that has mistakes, and leave nothing behind', async () => {
    const bad = JSON.stringify({ Version: '2020-12-01', Steps: [{ Name: 'X', Type: 'Processing', DependsOn: ['Y'] }] });
    await expect(create('bad', { PipelineDefinition: bad })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(
        /^Unable to parse pipeline definition\. .*pipeline\.unknown-reference at \/Steps\/0/s,
      ),
    });
    await expect(describe_('bad')).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });

  it('take their definition from S3', async () => {
    await service.context.buckets.put('s3://definitions/a.json', Buffer.from(first));
    const PipelineDefinitionS3Location = { Bucket: 'definitions', ObjectKey: 'a.json' };
    await create('from-s3', { PipelineDefinition: undefined, PipelineDefinitionS3Location });
    expect((await describe_('from-s3')).PipelineDefinition).toBe(first);
  });

  it('take no definition that a link outside the buckets leads to', async () => {
    await service.context.buckets.createBucket('bucket');
    writeFileSync(join(service.folder, 'outside.json'), first);
    symlinkSync(join(service.folder, 'outside.json'), join(service.folder, 'buckets', 'bucket', 'link.json'));
    const PipelineDefinitionS3Location = { Bucket: 'bucket', ObjectKey: 'link.json' };
    await expect(create('x', { PipelineDefinition: undefined, PipelineDefinitionS3Location })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Unable to access the pipeline definition at s3://bucket/link.json: the object does not exist.',
    });
  });

  it('take no folder for a definition', async () => {
    await service.context.buckets.put('s3://definitions/team/a.json', Buffer.from(first));
    const PipelineDefinitionS3Location = { Bucket: 'definitions', ObjectKey: 'team' };
    await expect(create('x', { PipelineDefinition: undefined, PipelineDefinitionS3Location })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Unable to access the pipeline definition at s3://definitions/team: the object does not exist.',
    });
  });

  it('that find no room on the disk are a fault of the service, which clients try again', async () => {
    await onSmallDisk('pipelines on a full disk', '4m', async (disk) => {
      const small = await SageMakerService.open(join(disk, 'state'));
      expect(() => writeFileSync(join(disk, 'filler'), Buffer.alloc(8 * 2 ** 20))).toThrow('ENOSPC');
      const request = { PipelineDefinition: first, RoleArn, ClientRequestToken: token };
      let answer: unknown;
      for (let number = 0; number < 1000; number += 1) {
        const answered = await small.post('CreatePipeline', { ...request, PipelineName: `p${number}` });
        if (answered.status === 200) request.ClientRequestToken = `${token}${number}`;
        else answer ??= answered;
      }
      expect(answer).toMatchObject({ status: 500, body: { __type: 'InternalFailure' } });
      await small.close();
    });
  });

  it.each([
    ['none', {}, 'One of PipelineDefinition and PipelineDefinitionS3Location must be specified.'],
    [
      'two',
      { PipelineDefinition: first, PipelineDefinitionS3Location: { Bucket: 'bucket', ObjectKey: 'k' } },
      'Only one of PipelineDefinition and PipelineDefinitionS3Location can be specified.',
    ],
    [
      'one that is not there',
      { PipelineDefinitionS3Location: { Bucket: 'bucket', ObjectKey: 'k' } },
      'Unable to access the pipeline definition at s3://bucket/k: the object does not exist.',
    ],
  ])('need one definition: %s is refused', async (_case, source, message) => {
    await expect(create('x', { PipelineDefinition: undefined, ...source })).rejects.toMatchObject({
      name: 'ValidationException',
      message,
    });
  });

  it('are created once for a token, and the token belongs to that request', async () => {
    const again = { ClientRequestToken: token };
    expect(await create('once', again)).toMatchObject({ PipelineArn: arnOf('once') });
    expect(await create('once', again)).toMatchObject({ PipelineArn: arnOf('once') });
    await expect(create('once', { ...again, PipelineDescription: 'other' })).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });

  it('have a version for each definition, with aliases that are of one version', async () => {
    await create('p');
    const update = (PipelineDefinition: string) =>
      service.client.send(new UpdatePipelineCommand({ PipelineName: 'p', PipelineDefinition }));
    expect(await update(second)).toMatchObject({ PipelineVersionId: 2 });
    expect(await update(second)).toMatchObject({ PipelineVersionId: 2 });
    expect((await describe_('p')).PipelineDefinition).toBe(second);
    expect((await describe_('p', 1)).PipelineDefinition).toBe(first);
    await expect(describe_('p', 3)).rejects.toMatchObject({ name: 'ResourceNotFound' });
    await service.client.send(
      new UpdatePipelineVersionCommand({
        PipelineArn: arnOf('p'),
        PipelineVersionId: 1,
        PipelineVersionDisplayName: 'old-one',
      }),
    );
    const alias = (version: number, operations: { Add?: string[]; Remove?: string[] }) =>
      service.post('UpdatePipelineVersion', {
        PipelineArn: arnOf('p'),
        PipelineVersionId: version,
        PipelineVersionAliasOperations: operations,
      });
    expect(await alias(1, { Add: ['live'] })).toMatchObject({ status: 200 });
    expect(await alias(2, { Add: ['live'] })).toMatchObject({ status: 400, body: { __type: 'ValidationException' } });
    expect(await alias(2, { Add: ['7'] })).toMatchObject({ status: 400, body: { __type: 'ValidationException' } });
    expect(await service.post('DescribePipeline', { PipelineName: 'p', PipelineVersionAlias: 'live' })).toMatchObject({
      body: { PipelineDefinition: first, PipelineVersionAliases: ['live'] },
    });
    const { PipelineVersionSummaries } = await service.client.send(
      new ListPipelineVersionsCommand({ PipelineName: 'p', SortOrder: 'Ascending' }),
    );
    expect(PipelineVersionSummaries).toMatchObject([
      { PipelineVersionId: 1, PipelineVersionDisplayName: 'old-one' },
      { PipelineVersionId: 2 },
    ]);
  });

  it('are not deleted while they run, and take their executions with them', async () => {
    await create('p');
    const start = new StartPipelineExecutionCommand({ PipelineName: 'p' });
    const { PipelineExecutionArn: arn = '' } = await service.client.send(start);
    const remove = () =>
      service.client.send(new DeletePipelineCommand({ PipelineName: 'p', ClientRequestToken: undefined }));
    await expect(remove()).rejects.toMatchObject({ name: 'ConflictException' });
    service.context.executions.change(arn, 'Succeeded', undefined, new Date().toISOString());
    expect(await remove()).toMatchObject({ PipelineArn: arnOf('p') });
    expect(service.context.executions.find(arn)).toBeUndefined();
    await create('p');
    expect((await describe_('p')).LastRunTime).toBeUndefined();
  });

  it('are listed page by page, whole and once, while others are added', async () => {
    for (const name of ['c', 'a', 'd', 'b', 'e_', 'x'].map((each) => each.replace('_', '-1'))) await create(name);
    const names: string[] = [];
    const pages = paginateListPipelines(
      { client: service.client, pageSize: 2 },
      { SortBy: 'Name', SortOrder: 'Ascending' },
    );
    for await (const page of pages) {
      names.push(...(page.PipelineSummaries ?? []).map(({ PipelineName }) => PipelineName ?? ''));
      if (names.length === 2) await create('aa');
    }
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e-1', 'x']);
  });

  it('are listed by prefix and time, and a token is good for its own list only', async () => {
    await create('ab');
    const between = new Date(Date.now() + 1);
    while (Date.now() <= between.getTime());
    await create('abc');
    await create('b');
    const list = async (filter: ListPipelinesCommandInput) => {
      const answer = await service.client.send(new ListPipelinesCommand(filter));
      return { names: answer.PipelineSummaries?.map(({ PipelineName }) => PipelineName), token: answer.NextToken };
    };
    expect((await list({ PipelineNamePrefix: 'ab' })).names).toEqual(['abc', 'ab']);
    expect((await list({ CreatedAfter: between })).names).toEqual(['b', 'abc']);
    expect((await list({ CreatedBefore: between })).names).toEqual(['ab']);
    const { token: next } = await list({ MaxResults: 1 });
    await expect(list({ MaxResults: 1, NextToken: next, SortBy: 'Name' })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Invalid NextToken.',
    });
    await expect(list({ NextToken: 'x' })).rejects.toMatchObject({ message: 'Invalid NextToken.' });
  });
});

describe('tags', () => {
  it('come with a resource, change, and go', async () => {
    await create('p', { Tags: [{ Key: 'team', Value: 'a' }] });
    const ResourceArn = arnOf('p');
    const Tags = [
      { Key: 'team', Value: 'b' },
      { Key: 'cost', Value: '' },
    ];
    expect((await service.client.send(new AddTagsCommand({ ResourceArn, Tags }))).Tags).toEqual(Tags);
    await service.client.send(new DeleteTagsCommand({ ResourceArn, TagKeys: ['team', 'absent'] }));
    expect((await service.client.send(new ListTagsCommand({ ResourceArn }))).Tags).toEqual([Tags[1]]);
  });

  it('are at most fifty, and the resource must exist', async () => {
    await create('p');
    const add = (name: string, count: number, start = 0) =>
      service.client.send(
        new AddTagsCommand({
          ResourceArn: arnOf(name),
          Tags: Array.from({ length: count }, (_, index) => ({ Key: `k${start + index}`, Value: 'v' })),
        }),
      );
    await add('p', 50);
    await expect(add('p', 1, 50)).rejects.toMatchObject({ name: 'ResourceLimitExceeded' });
    await expect(add('absent', 1)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
