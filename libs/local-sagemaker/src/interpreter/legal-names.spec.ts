import { readDefinition } from './definition';
import { jobNameOf } from './identity';
import { pipelineNameProblems } from './legal-names';

const definition = (...names: readonly string[]) =>
  JSON.stringify({ Version: '2020-12-01', Parameters: [], Steps: names.map((Name) => ({ Name, Type: 'Fail' })) });

describe('names', () => {
  it.each(['../../x', '.', '', 'a b', 'a/b', 'x'.repeat(65), 'ä', 'a\n'])('of steps are refused: %j', (name) => {
    expect(() => readDefinition('p', definition('Fine', name))).toThrow(
      expect.objectContaining({ code: 'pipeline.illegal-name' }),
    );
  });

  it('of steps may hold letters, digits, hyphens and underscores', () => {
    expect([...readDefinition('p', definition('A_b-9', 'x'.repeat(64))).steps.keys()]).toHaveLength(2);
  });

  it.each(['', '-a', 'a-', 'a_b', '../x', 'a/b', 'x'.repeat(257)])('of pipelines are refused: %j', (name) => {
    expect(pipelineNameProblems(name)).toMatchObject([{ code: 'pipeline.illegal-name' }]);
  });

  it('of jobs are names to SageMaker, whatever that of the step', () => {
    expect(jobNameOf('abcdefghijkl', '../../a_b')).toMatch(/^pipelines-abcdefghijkl-[a-zA-Z0-9-]+-[a-z0-9]{10}$/);
  });
});
