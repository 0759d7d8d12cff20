import { parseInput } from './parse-input';

const messageOf = (operation: Parameters<typeof parseInput>[0], body: unknown): string => {
  try {
    parseInput(operation, body);
    return 'no error';
  } catch (error) {
    return `${(error as { type: string }).type}: ${(error as Error).message}`;
  }
};
const token = 't'.repeat(32);

it('tells everything that is against a limit, in the words of the service', () => {
  const body = {
    PipelineName: '-x',
    RoleArn: 'arn:aws:iam::123456789012:role/local',
    Tags: [{ Key: 'k'.repeat(129), Value: '' }],
    ParallelismConfiguration: { MaxParallelExecutionSteps: 0 },
  };
  expect(messageOf('CreatePipeline', body).split(/: |; /)).toEqual([
    'ValidationException',
    '4 validation errors detected',
    "Value '-x' at 'pipelineName' failed to satisfy constraint",
    'Member must satisfy regular expression pattern',
    '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}',
    "Value null at 'clientRequestToken' failed to satisfy constraint",
    'Member must not be null',
    `Value '${'k'.repeat(129)}' at 'tags.1.member.key' failed to satisfy constraint`,
    'Member must have length less than or equal to 128',
    "Value '0' at 'parallelismConfiguration.maxParallelExecutionSteps' failed to satisfy constraint",
    'Member must have value greater than or equal to 1',
  ]);
});

it('names the values of an enumeration', () => {
  expect(messageOf('ListPipelines', { SortOrder: 'Up' })).toBe(
    "ValidationException: 1 validation error detected: Value 'Up' at 'sortOrder' failed to satisfy constraint: " +
      'Member must satisfy enum value set: [Ascending, Descending]',
  );
});

it.each([
  ['ListPipelines', { MaxResults: '10' }, 'STRING_VALUE can not be converted to an Integer'],
  ['ListPipelines', { MaxResults: 1.5 }, 'NUMBER_VALUE can not be converted to an Integer'],
  ['ListPipelines', { CreatedAfter: '2026-01-01' }, 'STRING_VALUE can not be converted to a Timestamp'],
  ['ListPipelines', { CreatedAfter: 1e300 }, 'NUMBER_VALUE can not be converted to a Timestamp'],
  ['DescribePipeline', { PipelineName: true }, 'TRUE_VALUE can not be converted to a String'],
  ['DescribePipeline', { PipelineName: ['x'] }, 'Start of list found where not expected'],
  ['DescribePipeline', { PipelineName: {} }, 'Start of structure or map found where not expected.'],
  ['DeleteTags', { ResourceArn: 'x', TagKeys: {} }, 'Start of structure or map found where not expected.'],
  ['DescribePipeline', ['x'], 'Start of list found where not expected'],
  ['DescribePipeline', null, 'Unexpected field type'],
] as const)('refuses a value of another JSON type: %s %j', (operation, body, message) => {
  expect(messageOf(operation, body)).toBe(`SerializationException: ${message}`);
});

it('takes what fits: times as dates, unknown members and null left out', () => {
  const body = { CreatedAfter: 1.5, SortBy: null, Unknown: 1, MaxResults: 100 };
  expect(parseInput('ListPipelines', body)).toEqual({ CreatedAfter: new Date(1500), MaxResults: 100 });
});

it('decides about a long definition of unusual characters in no time', () => {
  const definition = ' \u2028'.repeat(100_000);
  const body = { PipelineName: 'p', RoleArn: 'arn:aws:iam::123456789012:role/local', ClientRequestToken: token };
  expect(parseInput('CreatePipeline', { ...body, PipelineDefinition: definition })).toHaveProperty('PipelineName');
});

it('is no prototype for members', () => {
  const body: unknown = JSON.parse('{"PipelineName": "p", "__proto__": {"PipelineVersionId": "x"}, "constructor": 1}');
  expect(parseInput('DescribePipeline', body)).toEqual({ PipelineName: 'p' });
});
