import { findBatches } from './find-batches';
import { defaultProjectSet } from '../history/default-project-set';
import { MemoryServices, testedProject } from '../testing/memory-services';
import { commitSlices, putBatch } from '../testing/records';

const start = '2024-04-19T00:00:00Z';

let services: MemoryServices;
beforeEach(() => {
  services = new MemoryServices();
  services.now = '2024-04-19T12:00:00Z';
});

const created = (uri: string, shown = (key: string) => key) => {
  const [, , name, ...key] = uri.split('/');
  return { event: { detail: { bucket: { name }, object: { key: shown(key.join('/')) } } } };
};
const commitAll = (modified: string, first = start) => {
  for (const prefix of [testedProject.deltas, testedProject.fgA, testedProject.pairCounts])
    commitSlices(services.objects, prefix, first, { modified });
};
const catchUp = async () => (await findBatches({ event: { catchUp: true } }, services)).runs.map(({ key }) => key);

describe('the event of a batch record', () => {
  it('is due one run of the 15m pipeline over the batch', async () => {
    const uri = putBatch(services.objects, testedProject, start, { minutes: 30, modified: '2024-04-19T00:31:00Z' });
    const { runs } = await findBatches(created(uri), services);
    expect(runs).toEqual([
      {
        ...{ key: 'batch/20240419T0000Z', project: 'p', version: 'v1', pipeline: 'ndr-15m-pipeline', line: 'slices' },
        parameters: {
          ...{ ProjectName: 'p', FeatureSpecVersion: 'v1', MiniBatchId: '20240419T0000Z' },
          ...{ BatchStartTsIso: '2024-04-19T00:00:00Z', BatchEndTsIso: '2024-04-19T00:30:00Z' },
        },
        ...{ start: '2024-04-19T00:00:00.000Z', end: '2024-04-19T00:30:00.000Z' },
        happened: '2024-04-19T00:31:00.000Z',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        command:
          'ndr run-batch --project p --version v1 --mini-batch 20240419T0000Z --start 2024-04-19T00:00:00Z --end 2024-04-19T00:30:00Z',
      },
    ]);
  });

  it('is the same run when it comes again, and another one once the batch was put again', async () => {
    const digestOf = async (uri: string) => (await findBatches(created(uri), services)).runs[0]?.digest;
    const first = await digestOf(putBatch(services.objects, testedProject, start));
    expect(await digestOf(putBatch(services.objects, testedProject, start))).toBe(first);
    expect(
      await digestOf(putBatch(services.objects, testedProject, start, { modified: '2024-04-19T01:00:00Z' })),
    ).not.toBe(first);
  });

  it('is due a run for each active version of its project, and none of another project', async () => {
    const second = defaultProjectSet({ bucket: 'lake', project: 'p', version: 'v2' });
    const other = defaultProjectSet({ bucket: 'lake', project: 'q', version: 'v1' });
    services = new MemoryServices({}, [testedProject, other, second]);
    const { runs } = await findBatches(created(putBatch(services.objects, testedProject, start)), services);
    expect(runs.map(({ project, version }) => `${project}/${version}`)).toEqual(['p/v1', 'p/v2']);
  });

  it('is due nothing for a batch that was processed since it was recorded', async () => {
    const uri = putBatch(services.objects, testedProject, start, { modified: '2024-04-19T00:16:00Z' });
    commitAll('2024-04-19T00:20:00Z');
    expect(await findBatches(created(uri), services)).toEqual({ runs: [] });
  });

  it.each<[string, () => void]>([
    ['before it was recorded', () => commitAll('2024-04-19T00:15:00Z')],
    [
      'but for its pairs',
      () => {
        commitAll('2024-04-19T00:20:00Z');
        commitSlices(services.objects, testedProject.pairCounts, start, { modified: '2024-04-19T00:15:00Z' });
      },
    ],
  ])('is due a run for a batch that was processed %s', async (_what, commit) => {
    const uri = putBatch(services.objects, testedProject, start, { modified: '2024-04-19T00:16:00Z' });
    commit();
    expect((await findBatches(created(uri), services)).runs).toHaveLength(1);
  });

  it('is due nothing once the record is deleted', async () => {
    const uri = `${testedProject.integration}_batches/20240419T0000Z.json`;
    expect(await findBatches(created(uri), services)).toEqual({ runs: [] });
  });

  it.each([
    ['of a prefix that no project reads', 's3://lake/elsewhere/_batches/20240419T0000Z.json'],
    ['that is no record', `${testedProject.integration}_batches/_notes/x.json`],
    ['of data', `${testedProject.integration}20240419T0000Z/part-0.json`],
  ])('is due nothing for an object %s', async (_what, uri) => {
    services.objects.put(uri, 'no record', new Date(start));
    expect(await findBatches(created(uri), services)).toEqual({ runs: [] });
  });

  const escaped = (key: string) => key.split('/').map(encodeURIComponent).join('/');
  it.each<[string, string, (key: string) => string]>([
    ['a plus as it is', 'a+b', (key) => key],
    ['a per cent sign as it is', '100% of c=ü', (key) => key],
    ['all of them escaped', 'a+b 100%/c=ü', escaped],
    ['all of them escaped, a blank by a plus', 'a+b 100%/c=ü', (key) => escaped(key).replaceAll('%20', '+')],
  ])('finds a batch whose key has special characters when the event tells %s', async (_what, folder, shown) => {
    const special = { ...testedProject, integration: `s3://lake/${folder}/` };
    services = new MemoryServices({}, [special]);
    const uri = putBatch(services.objects, special, start);
    expect((await findBatches(created(uri, shown), services)).runs).toHaveLength(1);
  });
});

describe('the look for batches whose event got lost', () => {
  it('is due runs of those that were not processed, in their order', async () => {
    for (const time of ['02:00', '00:00', '01:00']) putBatch(services.objects, testedProject, `2024-04-19T${time}:00Z`);
    commitAll('2024-04-19T03:00:00Z', '2024-04-19T01:00:00Z');
    expect(await catchUp()).toEqual(['batch/20240419T0000Z', 'batch/20240419T0200Z']);
  });

  it('gives events a quarter of an hour to come', async () => {
    putBatch(services.objects, testedProject, start, { modified: '2024-04-19T11:45:01Z' });
    expect(await catchUp()).toEqual([]);
    services.now = '2024-04-19T12:00:01Z';
    expect(await catchUp()).toEqual(['batch/20240419T0000Z']);
  });

  it('goes back as many days as it is told to', async () => {
    services = new MemoryServices({ catchUpDays: 3 });
    services.now = '2024-04-19T12:00:00Z';
    putBatch(services.objects, testedProject, '2024-04-16T00:00:00Z', { modified: '2024-04-16T11:59:59Z' });
    putBatch(services.objects, testedProject, '2024-04-16T00:15:00Z', { modified: '2024-04-16T12:00:00Z' });
    expect(await catchUp()).toEqual(['batch/20240416T0015Z']);
  });

  it('finds the run that its event would have found', async () => {
    const uri = putBatch(services.objects, testedProject, start);
    expect(await findBatches({ event: { catchUp: true } }, services)).toEqual(
      await findBatches(created(uri), services),
    );
  });
});

it('refuses what is no event of an object', async () => {
  await expect(findBatches({ event: { detail: {} } }, services)).rejects.toThrow('event');
});
