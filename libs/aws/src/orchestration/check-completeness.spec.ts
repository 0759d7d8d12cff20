import { checkCompleteness } from './check-completeness';
import { MemoryServices, testedProject, testedRun } from '../testing/memory-services';
import { commitSlices } from '../testing/records';

/** The 7d baselines of a midnight are made of the day before the last. */
const set = {
  ...testedProject,
  ranges: { ...testedProject.ranges, '7d': { horizon_days: 1, safety_gap_days: 1 } },
};
const run = testedRun({
  ...{ pipeline: 'ndr-fg-b-pipeline', line: 'baselines-7d', parameters: { BaselineHorizon: '7d' } },
  ...{ start: '2024-04-19T00:00:00Z', end: '2024-04-20T00:00:00Z' },
});
const since = '2024-04-19T03:00:00Z';

let services: MemoryServices;
beforeEach(() => begin({}));

function begin(settings: ConstructorParameters<typeof MemoryServices>[0]): void {
  services = new MemoryServices(settings, [set]);
  services.now = since;
}
const commit = (first: string, count: number) => commitSlices(services.objects, set.fgA, first, { count });
const check = (checked = run) => checkCompleteness({ run: checked, since }, services);

it('lets a baseline run whose range is committed, with its coverage', async () => {
  commit('2024-04-16T00:00:00Z', 4 * 96);
  expect(await check()).toEqual({
    decision: 'run',
    run: { ...run, coverage: { expected: 96, committed: 96 } },
    cause: '',
  });
});

describe('a range that lacks slices', () => {
  const lackTwo = () => {
    commit('2024-04-16T00:00:00Z', 96);
    commit('2024-04-17T00:00:00Z', 40);
    commit('2024-04-17T10:30:00Z', 54);
  };

  it('is waited for up to a limit', async () => {
    begin({ completenessWaitMinutes: 360 });
    lackTwo();
    services.pass(359);
    expect(await check()).toMatchObject({
      decision: 'wait',
      cause: 'FG-A lacks 2 of 96 slices, the first 2024-04-17T10:00:00.000Z',
    });
  });

  it.each(['run', 'fail'] as const)('comes to %s in the end where the settings say so', async (whenIncomplete) => {
    begin({ completenessWaitMinutes: 360, whenIncomplete });
    lackTwo();
    services.pass(360);
    expect(await check()).toMatchObject({
      decision: whenIncomplete,
      run: { coverage: { expected: 96, committed: 94 } },
      cause: 'FG-A lacks 2 of 96 slices, the first 2024-04-17T10:00:00.000Z',
    });
  });

  it('runs at once when it is complete meanwhile', async () => {
    lackTwo();
    commit('2024-04-17T10:00:00Z', 2);
    expect(await check()).toMatchObject({ decision: 'run', cause: '' });
  });
});

it('does not wait for slices from before the first that there ever was', async () => {
  commit('2024-04-17T12:00:00Z', 48);
  expect(await check()).toMatchObject({ decision: 'run', run: { coverage: { expected: 96, committed: 48 } } });
});

it('waits for slices that lack since data began before the range', async () => {
  commit('2024-04-10T00:00:00Z', 1);
  commit('2024-04-17T12:00:00Z', 48);
  expect(await check()).toMatchObject({ decision: 'wait', run: { coverage: { expected: 96, committed: 48 } } });
});

it('lets a baseline run before there is any data', async () => {
  expect(await check()).toMatchObject({ decision: 'run', run: { coverage: { expected: 96, committed: 0 } } });
});

it.each([
  ['is active no more', { ...run, version: 'v0' }],
  ['belongs to no horizon', { ...run, parameters: { BaselineHorizon: '14d' } }],
])('refuses a run that %s', async (_what, wrong) => {
  expect(await check(wrong)).toMatchObject({
    decision: 'fail',
    run: wrong,
    cause: expect.stringContaining(wrong.version),
  });
});
