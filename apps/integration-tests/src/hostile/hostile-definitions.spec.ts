import { runHostileDefinitions } from './run-hostile-definitions';

describe('a local SageMaker', () => {
  it('runs or refuses whatever definition it is given, and lets none out of its sandbox', async () => {
    const { refused, ...ran } = await runHostileDefinitions({ definitions: 60, limitMs: 20_000 });
    // Both kinds came up, so that neither the refusals nor the sandboxes go untested.
    expect(refused).toBeGreaterThan(0);
    expect(ran.Succeeded + ran.Failed).toBeGreaterThan(0);
  }, 120_000);
});
