import { rules, validateDefinition } from '.';
import { subjectOf } from './subject';
import { parseDefinition } from '../parse/parse-definition';
import type { Json } from '../values/render';

type Members = Record<string, Json>;

const get = (path: string) => ({ Get: path });
const role = 'arn:aws:iam::123456789012:role/ndr';

const processing = (name: string, request: Members = {}, members: Members = {}): Members => ({
  Name: name,
  Type: 'Processing',
  Arguments: {
    ProcessingResources: { ClusterConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 30 } },
    AppSpecification: { ImageUri: 'image' },
    RoleArn: role,
    ...request,
  },
  ...members,
});

const condition = (name: string, conditions: Json, ifSteps: Json[] = [], elseSteps: Json[] = []): Members => ({
  Name: name,
  Type: 'Condition',
  Arguments: { Conditions: conditions, IfSteps: ifSteps, ElseSteps: elseSteps },
});

const app = (members: Members) => ({ AppSpecification: { ImageUri: 'image', ...members } });
const output = (name: string, uri: string): Members => ({
  OutputName: name,
  S3Output: { S3Uri: uri, LocalPath: '/out', S3UploadMode: 'EndOfJob' },
});
const outputs = (...all: Members[]) => ({ ProcessingOutputConfig: { Outputs: all } });
const equal = (left: Json, right: Json) => ({ Type: 'Equals', LeftValue: left, RightValue: right });

const fail = (message: Json): Members => ({ Name: 'Stop', Type: 'Fail', Arguments: { ErrorMessage: message } });
const used = (...names: string[]) => fail({ 'Std:Join': { On: '', Values: names.map((n) => get(`Parameters.${n}`)) } });
const text = (name: string, members: Members = {}): Members => ({ Name: name, Type: 'String', ...members });

interface Example {
  readonly parameters?: readonly Members[];
  readonly steps: readonly Members[];
  /** What validation finds, as severity, code and pointer. */
  readonly finds: readonly string[];
}

/** Definitions that break one rule each. */
const examples: Readonly<Record<string, readonly Example[]>> = {
  legalNames: [{ steps: [processing('no name')], finds: ['error pipeline.illegal-name /Steps/0/Name'] }],
  uniqueNames: [
    {
      steps: [processing('A'), condition('If', [equal(get('Execution.PipelineName'), 'x')], [processing('A')])],
      finds: ['error pipeline.duplicate-name /Steps/1/Arguments/IfSteps/0/Name'],
    },
    {
      steps: [processing('A', outputs(output('o', 's3://b/1'), output('o', 's3://b/2')))],
      finds: ['error pipeline.duplicate-name /Steps/0/Arguments/ProcessingOutputConfig/Outputs/1/OutputName'],
    },
  ],
  parameterDefaults: [
    {
      parameters: [{ Name: 'N', Type: 'Integer', DefaultValue: '7' }],
      steps: [used('N')],
      finds: ['error parameter.default-not-allowed /Parameters/0/DefaultValue'],
    },
    {
      parameters: [text('P', { DefaultValue: 'c', EnumValues: ['a', 'b'] })],
      steps: [used('P')],
      finds: ['error parameter.default-not-allowed /Parameters/0/DefaultValue'],
    },
  ],
  parameterEnumerations: [
    {
      parameters: [text('P', { EnumValues: ['a', 1, 'a'] }), text('Q', { EnumValues: [] })],
      steps: [used('P', 'Q')],
      finds: [
        'error parameter.enumeration /Parameters/0/EnumValues/1',
        'error parameter.enumeration /Parameters/0/EnumValues/2',
        'error parameter.enumeration /Parameters/1/EnumValues',
      ],
    },
  ],
  parametersUsed: [
    { parameters: [text('P')], steps: [fail('x')], finds: ['warning pipeline.unused-parameter /Parameters/0'] },
  ],
  wellFormedReferences: [
    ...[
      get('Parameter.P'),
      get('Execution.Nothing'),
      get('Steps.A'),
      get('Parameters.P.Q'),
      { Get: 1 },
      { 'Std:Join': { On: ',' } },
      { 'Std:Join': { On: ',', Values: [[]] } },
      { 'Std:JsonGet': { Path: 'a' } },
      { 'Std:JsonGet': { PropertyFile: get('Steps.A.Files.F'), Path: 'a' } },
    ].map((message) => ({
      steps: [fail(message)],
      finds: ['error pipeline.malformed-reference /Steps/0/Arguments/ErrorMessage'],
    })),
  ],
  knownReferences: [
    {
      steps: [fail(get('Parameters.Absent'))],
      finds: ['error pipeline.unknown-reference /Steps/0/Arguments/ErrorMessage'],
    },
    {
      steps: [processing('A', {}, { DependsOn: ['B', 'A2'] }), processing('A2')],
      finds: ['error pipeline.unknown-reference /Steps/0/DependsOn/0'],
    },
    {
      steps: [
        condition('If', [equal({ 'Std:JsonGet': { PropertyFile: get('Steps.B.PropertyFiles.F'), Path: 'a' } }, 1)]),
      ],
      finds: ['error pipeline.unknown-reference /Steps/0/Arguments/Conditions/0/LeftValue'],
    },
  ],
  knownProperties: [
    {
      steps: [
        processing('A', outputs(output('o', 's3://b/1'))),
        fail(get("Steps.A.ProcessingOutputConfig.Outputs['p'].S3Output.S3Uri")),
      ],
      finds: ['error pipeline.unknown-reference /Steps/1/Arguments/ErrorMessage'],
    },
    ...[
      'ProcessingJobNam',
      'ProcessingOutputConfig',
      'ModelArtifacts.S3ModelArtifacts',
      'AppSpecification.',
      'ExitMessage.x',
    ].map((path) => ({
      steps: [processing('A'), fail(get(`Steps.A.${path}`))],
      finds: ['error pipeline.unknown-property /Steps/1/Arguments/ErrorMessage'],
    })),
    {
      steps: [
        {
          Name: 'A',
          Type: 'Callback',
          SqsQueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/q',
          OutputParameters: [],
        },
        fail(get("Steps.A.OutputParameters['x']")),
      ],
      finds: ['error pipeline.unknown-reference /Steps/1/Arguments/ErrorMessage'],
    },
  ],
  knownPropertyFiles: [
    {
      steps: [
        processing('A', outputs(output('o', 's3://b/1')), {
          PropertyFiles: [{ PropertyFileName: 'F', OutputName: 'p', FilePath: 'f.json' }],
        }),
      ],
      finds: ['error pipeline.unknown-property-file /Steps/0/PropertyFiles/0/OutputName'],
    },
    {
      steps: [processing('A'), fail({ 'Std:JsonGet': { PropertyFile: get('Steps.A.PropertyFiles.F'), Path: 'a' } })],
      finds: ['error pipeline.unknown-property-file /Steps/1/Arguments/ErrorMessage'],
    },
  ],
  separatePrefixes: [
    {
      steps: [processing('A', outputs(output('o', 's3://b/1'))), processing('B', outputs(output('o', 's3://b/1/2/')))],
      finds: ['error pipeline.shared-prefix /Steps/1/Arguments/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri'],
    },
  ],
  acyclic: [
    {
      steps: [processing('A', {}, { DependsOn: ['B'] }), processing('B', {}, { DependsOn: ['A'] })],
      finds: ['error pipeline.cycle /Steps'],
    },
    {
      steps: [condition('If', [equal(get('Steps.Inside.ProcessingJobName'), 'x')], [processing('Inside')])],
      finds: ['error pipeline.cycle /Steps', 'warning pipeline.unreachable-step /Steps/0'],
    },
  ],
  reachableSteps: [
    {
      steps: [
        condition(
          'If',
          [equal(get('Execution.PipelineName'), 'x')],
          [processing('A')],
          [processing('B', {}, { DependsOn: ['A'] })],
        ),
        processing('C', {}, { DependsOn: ['A'] }),
      ],
      finds: [
        'error pipeline.unreachable-step /Steps/0/Arguments/ElseSteps/0',
        'warning pipeline.unreachable-step /Steps/1',
      ],
    },
  ],
  knownStepTypes: [
    { steps: [{ Name: 'A', Type: 'Procesing' }], finds: ['warning pipeline.unknown-step-type /Steps/0/Type'] },
  ],
  knownStepMembers: [
    {
      steps: [processing('A', {}, { Displayname: 'x' })],
      finds: ['warning pipeline.unknown-member /Steps/0/Displayname'],
    },
    {
      steps: [{ ...fail('x'), CacheConfig: { Enabled: true } }],
      finds: ['warning pipeline.unknown-member /Steps/0/CacheConfig'],
    },
  ],
  requiredStepMembers: [
    { steps: [{ Name: 'A', Type: 'Lambda', Arguments: {} }], finds: ['error pipeline.missing-member /Steps/0'] },
    { steps: [{ Name: 'A', Type: 'Fail' }], finds: ['error pipeline.missing-member /Steps/0/Arguments'] },
    { steps: [{ Name: 'A', Type: 'Training' }], finds: ['error pipeline.missing-member /Steps/0'] },
  ],
  outputParameters: [
    {
      steps: [
        {
          Name: 'A',
          Type: 'Lambda',
          FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:f',
          OutputParameters: [{ OutputName: 'x', OutputType: 'Text' }],
        },
      ],
      finds: ['error pipeline.wrong-type /Steps/0/OutputParameters/0'],
    },
  ],
  requestsFit: [
    {
      steps: [processing('A', { AppSpecification: {} })],
      finds: ['error pipeline.missing-member /Steps/0/Arguments/AppSpecification'],
    },
    {
      steps: [processing('A', app({ ContainerArgs: [] }))],
      finds: ['error pipeline.unknown-member /Steps/0/Arguments/AppSpecification/ContainerArgs'],
    },
    {
      steps: [processing('A', app({ ContainerArguments: ['--rows', 5] }))],
      finds: ['error pipeline.wrong-type /Steps/0/Arguments/AppSpecification/ContainerArguments/1'],
    },
    {
      steps: [processing('A', { Environment: { ROWS: 5 } })],
      finds: ['error pipeline.wrong-type /Steps/0/Arguments/Environment/ROWS'],
    },
    {
      steps: [processing('A', { StoppingCondition: { MaxRuntimeInSeconds: '60' } })],
      finds: ['error pipeline.wrong-type /Steps/0/Arguments/StoppingCondition/MaxRuntimeInSeconds'],
    },
    {
      steps: [processing('A', { ProcessingInputs: {}, NetworkConfig: [] })],
      finds: [
        'error pipeline.wrong-type /Steps/0/Arguments/ProcessingInputs',
        'error pipeline.wrong-type /Steps/0/Arguments/NetworkConfig',
      ],
    },
    {
      parameters: [{ Name: 'N', Type: 'Integer' }],
      steps: [processing('A', app({ ContainerArguments: [get('Parameters.N')] }))],
      finds: ['error pipeline.mistyped-parameter /Steps/0/Arguments/AppSpecification/ContainerArguments/0'],
    },
    {
      steps: [
        processing('A'),
        processing('B', { StoppingCondition: { MaxRuntimeInSeconds: get('Steps.A.ProcessingJobName') } }),
      ],
      finds: ['error pipeline.wrong-type /Steps/1/Arguments/StoppingCondition/MaxRuntimeInSeconds'],
    },
    {
      steps: [
        processing('A', {
          ProcessingInputs: [{ InputName: 'i', S3Input: { S3Uri: 's3://b/i', LocalPath: '/i', S3DataType: 'Prefix' } }],
        }),
      ],
      finds: ['warning pipeline.unknown-value /Steps/0/Arguments/ProcessingInputs/0/S3Input/S3DataType'],
    },
  ],
  knownForms: [
    {
      steps: [processing('A', { RoleArn: 'pipeline-role' })],
      finds: ['error pipeline.resource-form /Steps/0/Arguments/RoleArn'],
    },
    ...['https://x/y z', 'repository:', 'UPPER CASE'].map((ImageUri) => ({
      steps: [processing('A', { AppSpecification: { ImageUri } })],
      finds: ['error pipeline.resource-form /Steps/0/Arguments/AppSpecification/ImageUri'],
    })),
    {
      steps: [processing('A', outputs(output('o', '/folder')))],
      finds: ['error pipeline.resource-form /Steps/0/Arguments/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri'],
    },
    {
      steps: [
        { Name: 'A', Type: 'Lambda', FunctionArn: 'my-function' },
        { Name: 'B', Type: 'Callback', SqsQueueUrl: 'my-queue' },
      ],
      finds: ['error pipeline.resource-form /Steps/0/FunctionArn', 'error pipeline.resource-form /Steps/1/SqsQueueUrl'],
    },
  ],
  wellFormedConditions: [
    {
      steps: [condition('If', [{ Type: 'And', Conditions: [] }, 'x', { Type: 'Not' }])],
      finds: [
        'error pipeline.condition /Steps/0/Arguments/Conditions/0/Type',
        'error pipeline.condition /Steps/0/Arguments/Conditions/1',
        'error pipeline.missing-member /Steps/0/Arguments/Conditions/2',
      ],
    },
  ],
  comparableOperands: [
    {
      parameters: [text('P')],
      steps: [
        condition('If', [
          { Type: 'Not', Condition: { Type: 'GreaterThan', LeftValue: get('Parameters.P'), RightValue: true } },
        ]),
      ],
      finds: [
        'error pipeline.condition /Steps/0/Arguments/Conditions/0/Condition/LeftValue',
        'error pipeline.condition /Steps/0/Arguments/Conditions/0/Condition/RightValue',
      ],
    },
  ],
  openConditions: [
    {
      parameters: [text('P', { EnumValues: ['a', 'b'] }), { Name: 'N', Type: 'Integer' }],
      steps: [
        condition('If', [
          equal('a', 'a'),
          equal(get('Parameters.P'), 'c'),
          equal(get('Parameters.N'), '1'),
          { Type: 'In', QueryValue: get('Parameters.P'), Values: [] },
          { Type: 'LessThan', LeftValue: 1, RightValue: 2 },
          { Type: 'Or', Conditions: [] },
          equal(get('Parameters.P'), 'b'),
          { Type: 'In', QueryValue: get('Parameters.P'), Values: ['b', 'c'] },
        ]),
      ],
      finds: [0, 1, 2, 3, 4, 5].map((at) => `warning pipeline.constant-condition /Steps/0/Arguments/Conditions/${at}`),
    },
  ],
  retryPolicies: [
    {
      steps: [processing('A', {}, { RetryPolicies: {} })],
      finds: ['error pipeline.retry-policy /Steps/0/RetryPolicies'],
    },
    {
      steps: [processing('A', {}, { RetryPolicies: ['Step.THROTTLING'] })],
      finds: ['error pipeline.retry-policy /Steps/0/RetryPolicies/0'],
    },
    {
      steps: [
        processing(
          'A',
          {},
          {
            RetryPolicies: [
              { ExceptionType: ['Step.THROTTLING'], MaxAttempts: 3, ExpireAfterMin: 5 },
              { ExceptionType: ['Throttling'], BackoffRate: -1 },
              { ExceptionType: [], MaxAttempts: 21, ExpireAfterMin: 0 },
            ],
          },
        ),
      ],
      finds: [
        'error pipeline.retry-policy /Steps/0/RetryPolicies/0',
        'error pipeline.retry-policy /Steps/0/RetryPolicies/1/ExceptionType/0',
        'error pipeline.retry-policy /Steps/0/RetryPolicies/1/BackoffRate',
        'error pipeline.retry-policy /Steps/0/RetryPolicies/2',
        'error pipeline.retry-policy /Steps/0/RetryPolicies/2',
        'error pipeline.retry-policy /Steps/0/RetryPolicies/2/MaxAttempts',
        'error pipeline.retry-policy /Steps/0/RetryPolicies/2/ExpireAfterMin',
      ],
    },
  ],
  cachePolicies: [
    {
      steps: [processing('A', {}, { CacheConfig: [] })],
      finds: ['error pipeline.cache-config /Steps/0/CacheConfig'],
    },
    ...['30 days', 'P', 'PT', 'P1DT', '30'].map((ExpireAfter) => ({
      steps: [processing('A', {}, { CacheConfig: { Enabled: true, ExpireAfter } })],
      finds: ['error pipeline.cache-config /Steps/0/CacheConfig/ExpireAfter'],
    })),
    {
      steps: [processing('A', {}, { CacheConfig: { Enabled: 'yes' } })],
      finds: ['error pipeline.cache-config /Steps/0/CacheConfig'],
    },
  ],
  unmixedSparkLists: [
    {
      steps: [
        processing(
          'A',
          app({ ContainerEntrypoint: ['smspark-submit', '--jars', 's3://b/a.jar,/opt/b.jar', '/run.py'] }),
        ),
      ],
      finds: ['error pipeline.mixed-dependencies /Steps/0/Arguments/AppSpecification/ContainerEntrypoint/2'],
    },
  ],
  withinLimits: [
    { steps: [], finds: ['error pipeline.limit /Steps'] },
    {
      steps: [{ ...fail('x'.repeat(3073)), DisplayName: 'x'.repeat(257), Description: 'x'.repeat(3073) }],
      finds: [
        'error pipeline.limit /Steps/0/DisplayName',
        'error pipeline.limit /Steps/0/Description',
        'error pipeline.limit /Steps/0/Arguments/ErrorMessage',
      ],
    },
  ],
  processingWithinLimits: [
    {
      steps: [processing('A', app({ ContainerArguments: [''] }))],
      finds: ['error pipeline.limit /Steps/0/Arguments/AppSpecification/ContainerArguments/0'],
    },
  ],
  jobsWithinLimits: [
    {
      steps: [
        {
          Name: 'A',
          Type: 'Transform',
          Arguments: {
            ModelName: 'm',
            TransformInput: { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://b/i' } } },
            TransformOutput: { S3OutputPath: 's3://b/o' },
            TransformResources: { InstanceCount: 0, InstanceType: 'ml.m5.xlarge' },
            MaxPayloadInMB: 101,
            Environment: Object.fromEntries(
              Array.from({ length: 17 }, (_, index) => [`N${index}`, 'x'.repeat(10_241 * +(index === 0))]),
            ),
          },
        },
      ],
      finds: [
        'error pipeline.limit /Steps/0/Arguments/TransformResources/InstanceCount',
        'error pipeline.limit /Steps/0/Arguments/MaxPayloadInMB',
        'error pipeline.limit /Steps/0/Arguments/Environment',
        'error pipeline.limit /Steps/0/Arguments/Environment/N0',
      ],
    },
  ],
};

const definitionOf = ({ parameters = [], steps }: Example) => ({
  Version: '2020-12-01',
  Parameters: parameters,
  Steps: steps,
});

const shown = ({ severity, code, pointer }: { severity: string; code: string; pointer: string }) =>
  `${severity} ${code} ${pointer}`;

const cases = Object.entries(examples).flatMap(([rule, all]) => all.map((example) => [rule, example] as const));

it('every rule has an example that breaks it', () => {
  expect(Object.keys(examples).sort()).toEqual(Object.keys(rules).sort());
});

it.each(cases)('%s: finds exactly what is wrong in %j', (_rule, example) => {
  expect(validateDefinition(JSON.stringify(definitionOf(example))).map(shown)).toEqual(example.finds);
});

it.each(cases)('%s: without this rule something would not be found', (name, example) => {
  const { definition } = parseDefinition(definitionOf(example));
  const subject = definition && subjectOf(definition);
  const others = Object.entries(rules).filter(([rule]) => rule !== name);
  const found = subject && others.flatMap(([, rule]) => rule(subject)).map(shown);
  expect(found).toBeDefined();
  expect(found).not.toEqual(expect.arrayContaining([...example.finds]));
});

it.each(['30d', '5y', 'T16m', '30dT5h', 'p30d', 'P4DT12H'])("takes %p of SageMaker's guide as a cache's age", (age) => {
  const steps = [processing('A', {}, { CacheConfig: { Enabled: true, ExpireAfter: age } })];
  expect(validateDefinition(JSON.stringify(definitionOf({ steps, finds: [] })))).toEqual([]);
});

it.each(['constructor', 'toString', '__proto__'])('knows no step and no condition of the type %p', (type) => {
  const steps = [
    { Name: 'A', Type: type, Arguments: {}, CacheConfig: { Enabled: true } },
    condition('If', [{ ...equal(get('Execution.PipelineName'), 'x'), Type: type }]),
  ];
  expect(validateDefinition(JSON.stringify(definitionOf({ steps, finds: [] }))).map(shown)).toEqual([
    'warning pipeline.unknown-step-type /Steps/0/Type',
    'error pipeline.condition /Steps/1/Arguments/Conditions/0/Type',
  ]);
});

describe('what is no definition', () => {
  it.each<[string, string[]]>([
    ['{', ['']],
    ['[]', ['']],
    ['{}', ['', '']],
    ['{"Version":"2019-01-01","Steps":[]}', ['/Version']],
    ['{"Version":"2020-12-01","Steps":{}}', ['/Steps']],
    ['{"Version":"2020-12-01","Steps":[{"Name":1,"Type":"Fail"},{"Name":"A"}]}', ['/Steps/0/Name', '/Steps/1']],
    ['{"Version":"2020-12-01","Steps":[{"Name":"A","Type":"Fail","DependsOn":"B"}]}', ['/Steps/0/DependsOn']],
    ['{"Version":"2020-12-01","Parameters":[{"Name":"A","Type":"Text"}],"Steps":[]}', ['/Parameters/0/Type']],
    [
      '{"Version":"2020-12-01","Steps":[{"Name":"A","Type":"Condition","Arguments":{"IfSteps":[{"Type":"Fail"}]}}]}',
      ['/Steps/0/Arguments/IfSteps/0'],
    ],
  ])('is told by the place of what is wrong: %s', (json, pointers) => {
    expect(validateDefinition(json).map(shown)).toEqual(
      pointers.map((pointer) => `error definition.invalid ${pointer}`),
    );
  });
});

it('gives every finding a cause and a remedy', () => {
  const findings = cases.flatMap(([, example]) => validateDefinition(JSON.stringify(definitionOf(example))));
  expect(findings.filter(({ cause, remedy, place }) => cause === '' || remedy === '' || place === '')).toEqual([]);
});
