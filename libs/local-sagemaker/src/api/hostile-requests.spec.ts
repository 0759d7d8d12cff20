import type { Json } from '@ndr/core';
import fc from 'fast-check';
import { operations, structures } from './shapes/sagemaker-operations';
import { SageMakerService } from '../testing/sagemaker-service';

let service: SageMakerService;
beforeAll(async () => {
  service = await SageMakerService.open();
  await service.post('CreatePipeline', {
    PipelineName: 'p',
    PipelineDefinition:
      '{"Version":"2020-12-01","Steps":[{"Name":"F","Type":"Fail","Arguments":{"ErrorMessage":"x"}}]}',
    RoleArn: 'arn:aws:iam::123456789012:role/local',
    ClientRequestToken: 't'.repeat(32),
  });
});
afterAll(() => service.close());

const pipeline = 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/p';
/** Values that get far, and values that should get nowhere. */
const likely = fc.constantFrom<Json>(
  ...['p', pipeline, `${pipeline}/execution/abcdefghijkl`, 't'.repeat(32), 'Name', 'Ascending', '{', "'; DROP TABLE--"],
  ...[
    '../../etc/passwd',
    's3://../x',
    '\u0000',
    '\u2028',
    '\ud800',
    'x'.repeat(5000),
    '',
    0,
    -1,
    1e300,
    50,
    true,
    null,
  ],
  ...([[], {}, [[]], { Bucket: 'abc', ObjectKey: '../../../etc/passwd' }, { Bucket: '..', ObjectKey: 'x' }] as Json[]),
);
const anyValue = fc.oneof({ weight: 3, arbitrary: likely }, fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>);

const request = fc.constantFrom(...(Object.keys(operations) as (keyof typeof operations)[])).chain((operation) => {
  const members = Object.keys(structures[operations[operation].input]);
  const body = fc.dictionary(fc.constantFrom(...members, '__proto__', 'constructor'), anyValue);
  return fc.tuple(fc.constant(operation), fc.oneof({ weight: 9, arbitrary: body }, anyValue));
});

it('answers every request, and none as a fault of its own', async () => {
  await fc.assert(
    fc.asyncProperty(request, async ([operation, body]) => {
      const answer = await service.post(operation, JSON.parse(JSON.stringify(body)) as Json);
      const { __type } = answer.body as { readonly __type?: string };
      expect(answer.status).toBeLessThan(500);
      expect(answer.status === 200).toBe(__type === undefined);
    }),
    { numRuns: 3000 },
  );
});

it('has no operation of a name that it does not know', async () => {
  for (const name of ['', 'toString', '__proto__', 'CreateModel', 'createPipeline']) {
    expect(await service.post(name, {})).toMatchObject({ status: 400, body: { __type: 'UnknownOperationException' } });
  }
});
