import type { FileAsset, PythonPackagesAsset } from './assets';
import type { Pipeline } from './pipeline';
import { outputUri, processingStep, type Processor } from './steps/processing';
import { sparkStep } from './steps/spark';
import { synth } from './synth';
import { text } from './values/join';
import { booleanParameter, floatParameter, integerParameter, stringParameter } from './values/parameter';
import { NdrError } from '../errors/ndr-error';

const image = stringParameter('Image');
const count = integerParameter('Count', { default: 2 });
const processor: Processor = {
  image,
  instanceType: 'ml.m5.large',
  instanceCount: count,
  volumeSizeInGb: 30,
  roleArn: 'arn:aws:iam::123456789012:role/ndr',
};
const application: FileAsset = { kind: 'file', name: 'job/application', root: '/code', path: 'job/run_job.py' };
const pyFiles: PythonPackagesAsset = {
  kind: 'python-packages',
  name: 'job/py-files',
  root: '/code',
  packages: ['job'],
};
const assets = { 'job/application': 'a'.repeat(64), 'job/py-files': 'b'.repeat(64) };

function pipeline(steps: Pipeline['steps'], parameters: Pipeline['parameters'] = [image, count]): Pipeline {
  return { name: 'fixture', parameters, steps, codeLocation: { bucket: 'bucket', prefix: 'fixture' }, tags: {} };
}

const spark = (name: string) =>
  sparkStep(name, {
    processor,
    application,
    pyFiles,
    arguments: ['--count', count],
    sparkConfiguration: [{ Classification: 'spark-defaults', Properties: { 'spark.sql.session.timeZone': 'UTC' } }],
  });

describe('the definition', () => {
  it('of a Spark step has its entry point, its inputs and its arguments as text', () => {
    expect(synth(pipeline([spark('Job')]), { assets }).definition).toMatchSnapshot();
  });

  it('of a processing step has every member that is set', () => {
    const first = processingStep('Make', { processor, outputs: { table: { localPath: '/out', uri: 's3://b/out/' } } });
    const second = processingStep('Use', {
      processor: {
        ...processor,
        volumeKmsKeyId: 'disk-key',
        outputKmsKeyId: 'output-key',
        maxRuntimeInSeconds: 3600,
        network: { subnets: ['subnet-1'], securityGroupIds: ['sg-1'], encryptTraffic: true, isolate: true },
      },
      entrypoint: ['python3', '/in/run.py'],
      arguments: [1, true, text`${image}/x`],
      inputs: [
        {
          name: 'table',
          uri: outputUri(first, 'table'),
          localPath: '/in',
          dataType: 'ManifestFile',
          distribution: 'ShardedByS3Key',
        },
      ],
      outputs: { rest: { localPath: '/rest', uri: text`s3://b/${image}/`, uploadMode: 'Continuous' } },
      environment: { COUNT: count, MODE: 'fast' },
      dependsOn: ['Make'],
      displayName: 'Use it',
      description: 'Uses the table',
    });
    expect(synth(pipeline([first, second]), { assets: {} }).definition.Steps[1]).toMatchSnapshot();
  });

  it('declares parameters in their order, with type, default and enumeration', () => {
    const parameters = [
      image,
      count,
      floatParameter('Ratio', { default: 0.5 }),
      booleanParameter('On', { default: false }),
      stringParameter('Mode', { enum: ['a', 'b'], default: 'a' }),
      stringParameter('End', { optional: true, pattern: /\d+/ }),
    ];
    expect(synth(pipeline([spark('Job')], parameters), { assets }).definition.Parameters).toEqual([
      { Name: 'Image', Type: 'String' },
      { Name: 'Count', Type: 'Integer', DefaultValue: 2 },
      { Name: 'Ratio', Type: 'Float', DefaultValue: 0.5 },
      { Name: 'On', Type: 'Boolean', DefaultValue: false },
      { Name: 'Mode', Type: 'String', DefaultValue: 'a', EnumValues: ['a', 'b'] },
      { Name: 'End', Type: 'String', DefaultValue: 'none' },
    ]);
  });

  it('refuses to compile with an output that the step does not declare', () => {
    const step = processingStep('Make', { processor, outputs: { table: { localPath: '/out', uri: 's3://b/out/' } } });
    // @ts-expect-error -- 'tabel' is no output of the step
    expect(outputUri(step, 'tabel').path).toContain('tabel');
  });
});

describe('purity', () => {
  it('gives the same bytes for the same pipeline', () => {
    expect(synth(pipeline([spark('Job')]), { assets }).json).toBe(synth(pipeline([spark('Job')]), { assets }).json);
  });

  it('changes nothing of what it was given', () => {
    const frozen = deepFrozen(pipeline([spark('Job')]));
    expect(() => synth(frozen, { assets: Object.freeze({ ...assets }) })).not.toThrow();
  });

  it('reads neither clock nor chance', () => {
    const clock = jest.spyOn(Date, 'now');
    const chance = jest.spyOn(Math, 'random');
    synth(pipeline([spark('Job')]), { assets });
    expect(clock).not.toHaveBeenCalled();
    expect(chance).not.toHaveBeenCalled();
  });

  it('says nothing of where the sources lie', () => {
    expect(synth(pipeline([spark('Job')]), { assets }).json).not.toContain(__dirname);
  });
});

describe('assets', () => {
  it('are listed once each, in order of use, with the place where the definition expects them', () => {
    const placed = synth(pipeline([spark('One'), spark('Two')]), { assets }).assets;
    expect(placed.map(({ asset, uri }) => [asset.name, uri.replaceAll(/[0-9a-f]{64}/g, '#')])).toEqual([
      ['job/py-files', 's3://bucket/fixture/code/#/py-files'],
      ['One/configuration', 's3://bucket/fixture/One/input/conf/#/configuration.json'],
      ['job/application', 's3://bucket/fixture/code/#/run_job.py'],
      ['Two/configuration', 's3://bucket/fixture/Two/input/conf/#/configuration.json'],
    ]);
  });

  it('lie elsewhere when their content is another', () => {
    const other = synth(pipeline([spark('Job')]), { assets: { ...assets, 'job/application': 'c'.repeat(64) } });
    expect(other.json).toContain('c'.repeat(64));
    expect(other.json).not.toContain('a'.repeat(64));
  });

  it('without a digest are refused by name', () => {
    const missing = () => synth(pipeline([spark('Job')]), { assets: { 'job/py-files': 'b'.repeat(64) } });
    expect(missing).toThrow(expect.objectContaining({ code: 'asset.digest-missing', place: 'asset job/application' }));
  });
});

it('throws one error with every finding', () => {
  const broken = processingStep('no name', { processor, dependsOn: ['Absent'] });
  expect.assertions(1);
  try {
    synth(pipeline([broken]), { assets: {} });
  } catch (error) {
    expect((error as NdrError).problems.map(({ code }) => code)).toEqual([
      'pipeline.illegal-name',
      'pipeline.unknown-reference',
    ]);
  }
});

it('returns warnings beside the definition', () => {
  const unused = stringParameter('Unused');
  const { warnings } = synth(pipeline([spark('Job')], [image, count, unused]), { assets });
  expect(warnings).toMatchObject([
    { code: 'pipeline.unused-parameter', severity: 'warning', pointer: '/Parameters/2' },
  ]);
});

it('refuses a definition of more than 1,048,576 characters', () => {
  const argument = 'x'.repeat(256);
  const steps = Array.from({ length: 50 }, (_, index) =>
    processingStep(`Step${index}`, { processor, arguments: Array<string>(100).fill(argument) }),
  );
  expect(() => synth(pipeline(steps), { assets: {} })).toThrow(expect.objectContaining({ code: 'pipeline.limit' }));
  expect(() => synth(pipeline(steps.slice(0, 39)), { assets: {} })).not.toThrow();
});

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !(value instanceof RegExp)) {
    Object.values(value).forEach(deepFrozen);
    Object.freeze(value);
  }
  return value;
}
