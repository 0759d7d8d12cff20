import { validate } from '.';
import type { Pipeline } from '../pipeline';
import {
  outputUri,
  processingStep,
  type ProcessingInput,
  type ProcessingOutput,
  type ProcessingStepOptions,
  type Processor,
} from '../steps/processing';
import { join, text } from '../values/join';
import { floatParameter, integerParameter, stringParameter } from '../values/parameter';
import type { Value } from '../values/value';

const image = stringParameter('Image');
const processor: Processor = {
  image,
  instanceType: 'ml.m5.large',
  instanceCount: 1,
  volumeSizeInGb: 30,
  roleArn: 'arn:aws:iam::123456789012:role/ndr',
};

const step = (name: string, options: Partial<ProcessingStepOptions<string>> = {}) =>
  processingStep<string>(name, { processor, ...options });

const pipeline = (options: Partial<Pipeline> = {}): Pipeline => ({
  name: 'fixture',
  parameters: [image],
  steps: [step('One')],
  codeLocation: { bucket: 'bucket', prefix: 'fixture' },
  tags: {},
  ...options,
});

const found = (options: Partial<Pipeline>) =>
  validate(pipeline(options)).map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);

const stepFound = (options: Partial<ProcessingStepOptions<string>>) => found({ steps: [step('One', options)] });

const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));
const byName = <T>(count: number, make: (index: number) => T) =>
  Object.fromEntries(many(count, (index) => [`N${index}`, make(index)]));

const input = (name: string, uri = 's3://bucket/in/'): ProcessingInput => ({ name, uri, localPath: '/in' });
const output = (uri: Value<string>): ProcessingOutput => ({ uri, localPath: '/out' });

it('finds nothing in a pipeline that is right', () => {
  expect(found({})).toEqual([]);
});

describe('names', () => {
  it.each(['', '-a', 'a-', 'a_b', 'a b', 'x'.repeat(257), `a${'-'.repeat(300)}b`])(
    'refuses the pipeline name %p',
    (name) => {
      expect(found({ name })).toEqual(['error pipeline.illegal-name ']);
    },
  );

  it.each(['a', 'a--b', 'x'.repeat(256)])('takes the pipeline name %p', (name) => {
    expect(found({ name })).toEqual([]);
  });

  it.each(['', 'a b', 'ä', 'x'.repeat(65)])('refuses the step name %p', (name) => {
    expect(found({ steps: [step(name)] })).toEqual(['error pipeline.illegal-name /Steps/0/Name']);
  });

  it('takes a step name of 64 characters', () => {
    expect(found({ steps: [step('x'.repeat(64))] })).toEqual([]);
  });

  it.each(['', 'a.b', 'x'.repeat(257)])('refuses the parameter name %p', (name) => {
    const parameter = stringParameter(name);
    const used = step('One', { arguments: [parameter] });
    expect(found({ parameters: [image, parameter], steps: [used] })).toEqual([
      'error pipeline.illegal-name /Parameters/1/Name',
    ]);
  });

  it('refuses the name of an environment variable that no shell takes', () => {
    expect(stepFound({ environment: { '1A': 'x' } })).toEqual([
      'error pipeline.illegal-name /Steps/0/Arguments/Environment/1A',
    ]);
  });

  it('refuses two steps, two parameters or two inputs of one name', () => {
    const twice = step('One', { inputs: [input('in'), input('in')] });
    expect(found({ steps: [twice, step('One')], parameters: [image, image] })).toEqual([
      'error pipeline.duplicate-name /Parameters/1/Name',
      'error pipeline.duplicate-name /Steps/1/Name',
      'error pipeline.duplicate-name /Steps/0/Arguments/ProcessingInputs/1/InputName',
    ]);
  });
});

describe('parameters', () => {
  const withDefault = (parameter: Pipeline['parameters'][number]) =>
    found({ parameters: [image, parameter], steps: [step('One', { arguments: [parameter] })] });

  it.each([
    stringParameter('P', { enum: ['a'], default: 'b' }),
    stringParameter('P', { pattern: /\d+/, default: 'b1' }),
    stringParameter('P', { default: '' }),
    integerParameter('P', { default: 1.5 }),
    floatParameter('P', { default: Number.NaN }),
  ])('refuses a default that the parameter itself does not allow: %o', (parameter) => {
    expect(withDefault(parameter)).toEqual(['error parameter.default-not-allowed /Parameters/1/DefaultValue']);
  });

  it('warns of a parameter that nothing uses', () => {
    expect(found({ parameters: [image, stringParameter('Unused')] })).toEqual([
      'warning pipeline.unused-parameter /Parameters/1',
    ]);
  });

  it('counts a use inside a join, an input, an output or a variable', () => {
    const used = many(4, (index) => stringParameter(`P${index}`));
    const [inJoin, inInput, inOutput, inVariable] = used;
    const uses = step('One', {
      arguments: [join('-', [text`${inJoin ?? ''}/x`])],
      inputs: [{ name: 'in', uri: text`s3://bucket/${inInput ?? ''}/`, localPath: '/in' }],
      outputs: { out: output(text`s3://bucket/${inOutput ?? ''}/`) },
      environment: { A: inVariable ?? '' },
    });
    expect(found({ parameters: [image, ...used], steps: [uses] })).toEqual([]);
  });
});

describe('references', () => {
  it('refuses a parameter that the pipeline does not declare, also inside a join', () => {
    expect(stepFound({ arguments: [text`x-${stringParameter('Absent')}`] })).toEqual([
      'error pipeline.unknown-reference /Steps/0/Arguments/AppSpecification/ContainerArguments/0',
    ]);
  });

  it('refuses a parameter that is declared as another type', () => {
    const used = step('One', { arguments: [stringParameter('Count')] });
    expect(found({ parameters: [image, integerParameter('Count')], steps: [used] })).toEqual([
      'error pipeline.mistyped-parameter /Steps/0/Arguments/AppSpecification/ContainerArguments/0',
    ]);
  });

  it('refuses a step to wait for that the pipeline does not have', () => {
    expect(stepFound({ dependsOn: ['Absent'] })).toEqual(['error pipeline.unknown-reference /Steps/0/DependsOn/0']);
  });

  it('refuses an output of a step that the pipeline does not have', () => {
    const absent = step('Absent', { outputs: { out: output('s3://bucket/out/') } });
    expect(stepFound({ arguments: [outputUri(absent, 'out')] })).toEqual([
      'error pipeline.unknown-reference /Steps/0/Arguments/AppSpecification/ContainerArguments/0',
    ]);
  });

  it('refuses an output that the step does not declare', () => {
    const one = step('One', { outputs: { out: output('s3://bucket/out/') } });
    const two = step('Two', { arguments: [outputUri(one, 'absent')] });
    expect(found({ steps: [one, two] })).toEqual([
      'error pipeline.unknown-reference /Steps/1/Arguments/AppSpecification/ContainerArguments/0',
    ]);
  });
});

describe('order', () => {
  it('refuses steps that wait for each other', () => {
    const steps = [step('One', { dependsOn: ['Two'] }), step('Two', { dependsOn: ['One'] })];
    expect(found({ steps })).toEqual(['error pipeline.cycle /Steps']);
  });

  it('counts the use of an output as waiting', () => {
    const one = step('One', { outputs: { out: output('s3://bucket/out/') }, dependsOn: ['Two'] });
    const two = step('Two', { arguments: [outputUri(one, 'out')] });
    expect(found({ steps: [one, two] })).toEqual(['error pipeline.cycle /Steps']);
  });
});

describe('prefixes of outputs', () => {
  const both = (one: Value<string>, other: Value<string>) =>
    found({ steps: [step('One', { outputs: { a: output(one) } }), step('Two', { outputs: { b: output(other) } })] });
  const shared = ['error pipeline.shared-prefix /Steps/1/Arguments/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri'];

  it.each([
    ['s3://bucket/a/', 's3://bucket/a'],
    ['s3://bucket/a/', 's3://bucket/a/b/'],
    [text`s3://bucket/${image}/`, join('/', ['s3://bucket', image])],
    [text`s3://bucket/${image}`, text`s3://bucket/${image}/b/`],
  ])('refuses %o and %o', (one, other) => {
    expect(both(one, other)).toEqual(shared);
  });

  it.each([
    ['s3://bucket/a/', 's3://bucket/ab/'],
    [text`s3://bucket/${image}/a/`, text`s3://bucket/${image}/b/`],
  ])('takes %o beside %o', (one, other) => {
    expect(both(one, other)).toEqual([]);
  });
});

describe('limits', () => {
  const at = '/Steps/0/Arguments';

  it('of parameters is 200', () => {
    const parameters = many(200, (index) => stringParameter(`P${index}`));
    const uses = step('One', { arguments: [join('', parameters)], processor: { ...processor, image: 'i' } });
    expect(found({ parameters, steps: [uses] })).toEqual([]);
    const more = [...parameters, stringParameter('More')];
    expect(found({ parameters: more, steps: [uses] })).toContain('error pipeline.limit /Parameters');
  });

  it('of steps is a quota of 50, so that more is a warning', () => {
    expect(found({ steps: many(50, (index) => step(`S${index}`)) })).toEqual([]);
    expect(found({ steps: many(51, (index) => step(`S${index}`)) })).toEqual(['warning pipeline.limit /Steps']);
  });

  it.each<[string, Partial<ProcessingStepOptions<string>>, Partial<ProcessingStepOptions<string>>, string]>([
    [
      'of inputs is 10',
      { inputs: many(10, (index) => input(`in${index}`)) },
      { inputs: many(11, (index) => input(`in${index}`)) },
      'ProcessingInputs',
    ],
    [
      'of outputs is 10',
      { outputs: byName(10, (index) => output(`s3://bucket/${index}/`)) },
      { outputs: byName(11, (index) => output(`s3://bucket/${index}/`)) },
      'ProcessingOutputConfig/Outputs',
    ],
    [
      'of arguments is 100',
      { arguments: many(100, () => 'x') },
      { arguments: many(101, () => 'x') },
      'AppSpecification/ContainerArguments',
    ],
    [
      "of an argument's length is 256",
      { arguments: ['x'.repeat(256)] },
      { arguments: ['x'.repeat(257)] },
      'AppSpecification/ContainerArguments/0',
    ],
    [
      'counts what is known of a joined argument',
      { arguments: [text`${'x'.repeat(256)}${image}`] },
      { arguments: [join('--', ['x'.repeat(253), image, 'x'])] },
      'AppSpecification/ContainerArguments/0',
    ],
    [
      'asks for arguments that are not empty',
      { arguments: ['x'] },
      { arguments: [''] },
      'AppSpecification/ContainerArguments/0',
    ],
    [
      "of the entry point's length is 100",
      { entrypoint: many(100, () => 'x') },
      { entrypoint: many(101, () => 'x') },
      'AppSpecification/ContainerEntrypoint',
    ],
    [
      'of environment entries is 100',
      { environment: byName(100, () => 'x') },
      { environment: byName(101, () => 'x') },
      'Environment',
    ],
    [
      "of a variable's value is 256",
      { environment: { A: 'x'.repeat(256) } },
      { environment: { A: 'x'.repeat(257) } },
      'Environment/A',
    ],
    [
      "of an S3 URI's length is 1,024",
      { inputs: [input('in', `s3://bucket/${'x'.repeat(1012)}`)] },
      { inputs: [input('in', `s3://bucket/${'x'.repeat(1013)}`)] },
      'ProcessingInputs/0/S3Input/S3Uri',
    ],
    [
      "of a path's length is 256",
      { inputs: [{ ...input('in'), localPath: 'x'.repeat(256) }] },
      { inputs: [{ ...input('in'), localPath: 'x'.repeat(257) }] },
      'ProcessingInputs/0/S3Input/LocalPath',
    ],
    [
      'of instances is 100',
      { processor: { ...processor, instanceCount: 100 } },
      { processor: { ...processor, instanceCount: 101 } },
      'ProcessingResources/ClusterConfig/InstanceCount',
    ],
    [
      'asks for an instance',
      { processor: { ...processor, instanceCount: 1 } },
      { processor: { ...processor, instanceCount: 0 } },
      'ProcessingResources/ClusterConfig/InstanceCount',
    ],
    [
      'of a disk is 16,384 GB',
      { processor: { ...processor, volumeSizeInGb: 16_384 } },
      { processor: { ...processor, volumeSizeInGb: 16_385 } },
      'ProcessingResources/ClusterConfig/VolumeSizeInGB',
    ],
    [
      'of the run time is nine days',
      { processor: { ...processor, maxRuntimeInSeconds: 777_600 } },
      { processor: { ...processor, maxRuntimeInSeconds: 777_601 } },
      'StoppingCondition/MaxRuntimeInSeconds',
    ],
    [
      'asks for a subnet',
      { processor: { ...processor, network: { subnets: ['subnet-1'], securityGroupIds: ['sg-1'] } } },
      { processor: { ...processor, network: { subnets: [], securityGroupIds: ['sg-1'] } } },
      'NetworkConfig/VpcConfig/Subnets',
    ],
    [
      'of security groups is 5',
      { processor: { ...processor, network: { subnets: ['subnet-1'], securityGroupIds: many(5, String) } } },
      { processor: { ...processor, network: { subnets: ['subnet-1'], securityGroupIds: many(6, String) } } },
      'NetworkConfig/VpcConfig/SecurityGroupIds',
    ],
  ])('%s', (_what, within, beyond, pointer) => {
    const parameters = [image];
    const options = (each: typeof within) => ({ parameters, steps: [step('One', each)] });
    expect(found(options(within))).toEqual([]);
    expect(found(options(beyond))).toEqual([`error pipeline.limit ${at}/${pointer}`]);
  });
});

it('names the place in the source that declared what is wrong', () => {
  const [finding] = validate(pipeline({ steps: [processingStep('no name', { processor })] }));
  expect(finding?.place).toMatch(/^step no name \(.*validate\.spec\.ts:\d+\)$/);
});

it('returns the findings of every rule', () => {
  const broken = step('no name', { dependsOn: ['Absent'], arguments: [''] });
  expect(found({ name: 'a_b', steps: [broken], parameters: [image, image] })).toEqual([
    'error pipeline.illegal-name ',
    'error pipeline.illegal-name /Steps/0/Name',
    'error pipeline.duplicate-name /Parameters/1/Name',
    'error pipeline.unknown-reference /Steps/0/DependsOn/0',
    'error pipeline.limit /Steps/0/Arguments/AppSpecification/ContainerArguments/0',
  ]);
});
