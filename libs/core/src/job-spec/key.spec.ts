import { historyKey, jobSpecKey, setHeadKey } from './key';

it('of a JobSpec is its project, job and version', () => {
  expect(jobSpecKey('rita', 'delta_builder', 'v1')).toEqual({
    project_name: 'rita',
    job_name_version: 'delta_builder#v1',
  });
});

it('of the head of a set cannot be that of a job', () => {
  expect(setHeadKey('rita', 'v1')).toEqual({ project_name: 'rita', job_name_version: '#set#v1' });
});

it('of history sorts by revision', () => {
  const keys = [2, 10].map((revision) => historyKey('rita', 'delta_builder', 'v1', revision).job_name_version);
  expect(keys).toEqual(['delta_builder#v1#0000000002', 'delta_builder#v1#0000000010']);
  expect([...keys].sort()).toEqual(keys);
  expect(historyKey('rita', 'delta_builder', 'v1', 1).project_name).toBe('rita#history');
});
