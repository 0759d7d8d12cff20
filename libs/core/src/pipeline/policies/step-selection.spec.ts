import { selectSteps } from './step-selection';
import { conditionStep } from '../steps/condition';
import { failStep } from '../steps/fail';
import { lambdaStep } from '../steps/lambda';
import { equals } from '../conditions/comparison';

const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const step = (name: string, ...dependsOn: string[]) => lambdaStep(name, { functionArn, dependsOn });

/** A → B → D → Choose (E or Stop), A → C → D, and F beside them. */
const pipeline = {
  parameters: [],
  steps: [
    step('A'),
    step('B', 'A'),
    step('C', 'A'),
    step('D', 'B', 'C'),
    conditionStep('Choose', {
      conditions: [equals('x', 'x')],
      dependsOn: ['D'],
      ifSteps: [step('E')],
      elseSteps: [failStep('Stop', { errorMessage: 'no' })],
    }),
    step('F'),
  ],
};

it.each([
  ['B', 'B'],
  ['+D', 'A B C D'],
  ['C+', 'C D Choose E Stop'],
  ['A..D', 'A B C D'],
  ['B..E', 'B D Choose E'],
  ['B..B', 'B'],
  ['A,D', 'A B C D'],
  ['F, A', 'A F'],
  ['+B,D', 'A B C D'],
  ['+E', 'A B C D Choose E'],
])('%s selects %s: all between selected steps is selected too', (expression, expected) => {
  expect(selectSteps(pipeline, expression).join(' ')).toBe(expected);
});

it.each([
  ['', ['selection.malformed']],
  ['A,,B', ['selection.malformed']],
  ['A...B', ['selection.malformed']],
  ['+', ['selection.malformed']],
  ['X', ['selection.unknown-step']],
  ['X,A..Y,..', ['selection.unknown-step', 'selection.unknown-step', 'selection.malformed']],
  ['F..A', ['selection.not-connected']],
])('refuses %j with every fault', (expression, codes) => {
  expect(() => selectSteps(pipeline, expression)).toThrow(
    expect.objectContaining({
      problems: codes.map((code) => expect.objectContaining({ code }) as unknown),
    }),
  );
});

it('says how to turn a range round', () => {
  expect(() => selectSteps(pipeline, 'D..A')).toThrow(expect.objectContaining({ remedy: 'Write A..D.' }));
});
