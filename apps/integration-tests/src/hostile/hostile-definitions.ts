import fc from 'fast-check';
import type { Json } from '@ndr/core';
import { hostileText, hostileValue } from './hostile-values';

/** A pipeline that somebody wrote to do harm, or by mistake. */
export interface HostilePipeline {
  readonly name: string;
  /** The definition's JSON text. */
  readonly definition: string;
}

/**
 * Definitions that are right but for some of their members, so that they come far; what they run is harmless by itself.
 * `target` is a folder that none of them may reach.
 */
export function hostilePipeline(target: string): fc.Arbitrary<HostilePipeline> {
  const text = hostileText(target);
  const value = hostileValue(target);
  const mostly = (...usual: Json[]): fc.Arbitrary<Json> =>
    fc.oneof({ weight: 40, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: value });
  const some = (each: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
    fc.oneof({ weight: 40, arbitrary: fc.array(each, { maxLength: 2 }) }, { weight: 1, arbitrary: value });

  const input = fc.record({
    InputName: mostly('in', 'other'),
    S3Input: fc.record({
      S3Uri: mostly('s3://bucket/data/', 's3://bucket/data/x', 's3://bucket/manifest', { Get: 'Parameters.P' }),
      LocalPath: mostly('/opt/ml/processing/input/in', '/opt/ml/processing/input/other/'),
      S3DataType: mostly('S3Prefix', 'S3Prefix', 'S3Prefix', 'ManifestFile'),
      S3DataDistributionType: mostly('FullyReplicated', 'ShardedByS3Key'),
    }),
  });
  const output = fc.record({
    OutputName: mostly('out', 'more'),
    S3Output: fc.record({
      S3Uri: mostly('s3://bucket/out/', 's3://new-bucket', { 'Std:Join': { On: '/', Values: ['s3://bucket', 'j'] } }),
      LocalPath: mostly('/opt/ml/processing/output/out'),
      S3UploadMode: mostly('EndOfJob', 'Continuous'),
    }),
  });
  const job = fc.record(
    {
      ProcessingResources: fc.record({
        ClusterConfig: fc.record({
          InstanceCount: mostly(1, 1, 1, 1, 1, 1, 2, 2, 0, 101, { Get: 'Parameters.N' }),
          InstanceType: mostly('ml.m5.large'),
          VolumeSizeInGB: mostly(1),
        }),
      }),
      AppSpecification: fc.record(
        {
          ImageUri: mostly('ndr-local/spark:3.5'),
          ContainerEntrypoint: fc.constantFrom<Json>(...harmlessCommands(target)),
          ContainerArguments: some(mostly('a', '--b')),
        },
        { requiredKeys: ['ImageUri', 'ContainerEntrypoint'] },
      ),
      ProcessingInputs: some(input),
      ProcessingOutputConfig: fc.record({ Outputs: some(output) }),
      Environment: fc.oneof(
        { weight: 4, arbitrary: fc.constant<Json>({ MODE: 'v' }) },
        fc.dictionary(fc.oneof(fc.constant('MODE'), text), mostly('v'), { maxKeys: 2 }),
      ),
      StoppingCondition: fc.record({ MaxRuntimeInSeconds: mostly(60) }),
      RoleArn: mostly('arn:aws:iam::123456789012:role/local'),
    },
    { requiredKeys: ['ProcessingResources', 'AppSpecification'] },
  );
  const processing = fc.record(
    {
      Name: mostly(unnamed),
      Type: fc.constant<Json>('Processing'),
      Arguments: fc.oneof({ weight: 40, arbitrary: job }, { weight: 1, arbitrary: value }),
      DependsOn: mostly([], [], [], [], [], [], [], [], ['A'], ['B', 'A']),
      PropertyFiles: some(
        fc.record({ PropertyFileName: mostly('F'), OutputName: mostly('out'), FilePath: mostly('f.json') }),
      ),
      CacheConfig: mostly({ Enabled: true, ExpireAfter: 'P1D' }, { Enabled: false }),
      RetryPolicies: mostly([]),
    },
    { requiredKeys: ['Name', 'Type', 'Arguments'] },
  );
  const other = fc.record({
    Name: mostly(unnamed),
    Type: mostly('Condition', 'Fail', 'Lambda', 'Callback', 'Training', 'Transform', 'Model', 'EMR'),
    Arguments: fc.oneof(
      value,
      fc.record({
        Conditions: some(fc.record({ Type: mostly('Equals', 'Not', 'In'), LeftValue: value, RightValue: value })),
        IfSteps: some(processing),
        ElseSteps: some(processing),
      }),
      fc.record({ ErrorMessage: value }),
    ),
  });
  const definition = fc.record(
    {
      Version: mostly('2020-12-01'),
      Metadata: mostly({}),
      Parameters: fc.oneof(
        {
          weight: 6,
          arbitrary: fc.constant<Json>([parameter('P', 'String', 's3://bucket/data/x'), parameter('N', 'Integer', 1)]),
        },
        {
          weight: 1,
          arbitrary: some(fc.record({ Name: mostly('P'), Type: mostly('String', 'Float'), DefaultValue: value })),
        },
      ),
      ParallelismConfiguration: mostly({ MaxParallelExecutionSteps: 2 }),
      Steps: fc.oneof(
        {
          weight: 20,
          arbitrary: fc
            .array(fc.oneof({ weight: 6, arbitrary: processing }, { weight: 1, arbitrary: other }), {
              minLength: 1,
              maxLength: 3,
            })
            .map(named),
        },
        { weight: 1, arbitrary: value },
      ),
    },
    { requiredKeys: ['Version', 'Parameters', 'Steps'] },
  );
  return fc.record({
    name: fc.oneof({ weight: 6, arbitrary: fc.constant('hostile') }, { weight: 1, arbitrary: text }),
    definition: fc.oneof(
      { weight: 30, arbitrary: definition.map((each) => JSON.stringify(each)) },
      {
        weight: 1,
        arbitrary: fc.oneof(
          text,
          value.map((each) => JSON.stringify(each)),
          deepJson,
        ),
      },
    ),
  });
}

/** Stands for the name that a step gets by its position, so that most definitions name theirs apart. */
const unnamed = '\u0000unnamed';

function named(steps: readonly { readonly Name: Json }[]): Json {
  return steps.map((step, index) => ({ ...step, ...(step.Name === unnamed && { Name: 'ABC'[index] ?? 'D' }) }));
}

/** Deeper than a parser that calls itself may go. */
const deepJson = fc.constantFrom('[', '{"a":').map((open) => open.repeat(50_000));

const parameter = (Name: string, Type: string, DefaultValue: Json): Json => ({ Name, Type, DefaultValue });

function harmlessCommands(target: string): Json[] {
  const write = 'mkdir -p /opt/ml/processing/output/out && echo {} > /opt/ml/processing/output/out/f.json';
  return [
    ['true'],
    ['true'],
    ['sh', '-c', write, 'sh'],
    ['sh', '-c', write, 'sh'],
    ['sh', '-c', 'cat /opt/ml/processing/input/in/*; exit 3', 'sh'],
    ['sh', '-c', 'exec kill -9 $$', 'sh'],
    ['no-such-program'],
    ['/opt/ml/processing/input/in/x'],
    [`${target}/kept`],
    [],
    'true',
    ['true', { Get: 'Steps.A.ProcessingJobName' }],
    ['true', { 'Std:Join': { On: '-', Values: [{ Get: 'Execution.PipelineName' }, { Get: 'Parameters.N' }] } }],
  ];
}
