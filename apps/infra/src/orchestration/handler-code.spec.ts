import { handlerNames, lambdaFunctions } from '@ndr/aws';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleHandlers } from './handler-code';

// Two bundles on a machine that may be busy.
jest.setTimeout(120_000);

it('packs a function for every handler, and gives the same bytes each time', () => {
  const [once, again] = [bundleHandlers(), bundleHandlers()];
  for (const file of ['tasks.js', 'ages.js']) {
    expect(readFileSync(join(again, file)).equals(readFileSync(join(once, file)))).toBe(true);
  }
  // Loaded as Lambda would: with nothing of the workspace beside it.
  const tasks = jest.requireActual<Record<string, unknown>>(join(once, 'tasks.js'));
  expect(handlerNames.map((name) => typeof tasks[lambdaFunctions[name].exportName])).toEqual(
    handlerNames.map(() => 'function'),
  );
});
