import { conclude } from './conclude';

const result = (key: string, outcome: string) => ({ key, outcome });

it('counts how the runs of all parts ended', async () => {
  const results = [result('a', 'done'), result('b', 'absorbed'), result('c', 'done')];
  expect(await conclude({ results, reruns: [result('d', 'done')] })).toEqual({
    ...{ done: 3, absorbed: 1, failed: 0, failedKeys: [], cause: '' },
  });
});

it('names the runs that failed', async () => {
  const failed = { ...result('b', 'failed'), error: { Error: 'Ndr.Defect', Cause: '' } };
  expect(await conclude({ results: [result('a', 'done'), failed], reruns: [result('c', 'failed')] })).toMatchObject({
    ...{ done: 1, failed: 2, failedKeys: ['b', 'c'], cause: 'failed: b, c' },
  });
});

it('goes on from what was counted before', async () => {
  const before = await conclude({ results: [result('a', 'failed'), result('b', 'absorbed'), result('c', 'done')] });
  expect(await conclude({ before, results: [result('d', 'done'), result('e', 'failed')] })).toEqual({
    ...{ done: 2, absorbed: 1, failed: 2, failedKeys: ['a', 'e'], cause: 'failed: a, e' },
  });
  expect(await conclude({ before })).toEqual(before);
});

it('names 20 of them at most, the first ones, and counts them all', async () => {
  const failed = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => result(`r${String(from + index)}`, 'failed'));
  const before = await conclude({ results: failed(0, 15) });
  const { failed: count, failedKeys, cause } = await conclude({ before, results: failed(15, 15) });
  const first = Array.from({ length: 20 }, (_, index) => `r${String(index)}`);
  expect([count, failedKeys, cause]).toEqual([30, first, `failed: ${first.join(', ')}`]);
});

it('is content when there was nothing to do', async () => {
  expect(await conclude({ results: [] })).toMatchObject({ done: 0, absorbed: 0, failed: 0, cause: '' });
});
