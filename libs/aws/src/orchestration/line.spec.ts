import { enter, keepTurn, leave, lineEntry, lineKey, type LineEntry } from './line';
import { ownedBy, testedRun } from '../testing/memory-services';

const now = 1000;
const own: LineEntry = lineEntry(
  ownedBy('one', { key: 'own', start: '2024-04-19T01:00:00Z', end: '2024-04-19T02:00:00Z' }),
  2000,
);
const running = { ...own, key: 'other', owner: 'two', is_running: true };
const waiting = { ...running, is_running: false };
const before = '2024-04-19T00:15:00Z';
const after = '2024-04-19T00:17:00Z';

const turnAmong = (...entries: readonly LineEntry[]) => enter({ entries }, own, now).result;

it.each<[string, readonly LineEntry[]]>([
  ['nobody else is in it', []],
  ['another runs whose slices end where its own begin', [{ ...running, end: own.start }]],
  ['another runs whose slices begin where its own end', [{ ...running, start: own.end }]],
  ['another over the same slices waits that happened after it', [{ ...waiting, happened: after }]],
  ['another waits that happened at the same time, and has a later key', [{ ...waiting, key: 'such' }]],
  ['another whose owner was lost would run', [{ ...running, expires_at: now }]],
])('gives a run its turn when %s', (_what, entries) => {
  expect(turnAmong(...entries)).toEqual({ isTurn: true });
});

it.each<[string, LineEntry]>([
  ['runs over the same slices, though it happened after it', { ...running, happened: after }],
  ['runs over its first slice', { ...running, start: '2024-04-19T00:00:00Z', end: '2024-04-19T01:15:00Z' }],
  ['runs over its last slice', { ...running, start: '2024-04-19T01:45:00Z', end: '2024-04-19T03:00:00Z' }],
  ['waits that happened before it', { ...waiting, happened: before }],
  ['waits that happened at the same time, and has an earlier key', waiting],
])('lets a run wait when another %s', (_what, entry) => {
  expect(turnAmong(entry)).toEqual({ isTurn: false, waitsFor: 'other' });
});

it('remembers who runs and who waits', () => {
  const { value } = enter({ entries: [running] }, own, now);
  expect(value.entries).toEqual([running, own]);
  expect(enter(undefined, own, now).value.entries).toEqual([{ ...own, is_running: true }]);
});

it('forgets those whose owner was lost', () => {
  expect(enter({ entries: [{ ...running, expires_at: now }] }, own, now).value.entries).toHaveLength(1);
});

it('renews a place instead of giving a second one', () => {
  const line = enter(undefined, own, now).value;
  const renewed = enter(line, { ...own, expires_at: 3000 }, now);
  expect(renewed).toEqual({
    value: { entries: [{ ...own, expires_at: 3000, is_running: true }] },
    result: { isTurn: true },
  });
});

it('leaves its turn to one who had it, though one who happened before has come since', () => {
  const line = enter(undefined, own, now).value;
  const earlier = { ...waiting, happened: before };
  const joined = enter(line, earlier, now);
  expect(joined.result).toEqual({ isTurn: false, waitsFor: 'own' });
  expect(enter(joined.value, { ...own, owner: 'who took it over' }, now).result).toEqual({ isTurn: true });
});

it('lets a batch that was put again wait for the execution of its former content, which goes on without its owner', () => {
  const line = enter(undefined, own, now).value;
  const again = { ...own, owner: 'two', digest: 'second' };
  expect(enter(line, again, now)).toEqual({
    value: { entries: [...line.entries, again] },
    result: { isTurn: false, waitsFor: 'own' },
  });
});

it('does not let it wait for former content that waited itself', () => {
  expect(turnAmong({ ...own, owner: 'two', digest: 'former' })).toEqual({ isTurn: true });
});

it('puts a run back that has had its turn, among all others', () => {
  const { value } = keepTurn({ entries: [running] }, own);
  expect(value.entries).toEqual([running, { ...own, is_running: true }]);
  expect(keepTurn(value, own).value).toEqual(value);
});

it('loses none but the place that its owner leaves', () => {
  const line = { entries: [running, own] };
  expect(leave(line, own.key, own.owner)).toEqual({ value: { entries: [running] }, result: undefined });
});

it.each<[string, string, string]>([
  ['of another run', 'third', 'one'],
  ['that another has taken over', 'own', 'two'],
])('does not change when somebody leaves a place %s', (_what, key, owner) => {
  expect(leave({ entries: [running, own] }, key, owner)).toEqual({ result: undefined });
});

it('does not change when somebody leaves before anybody came', () => {
  expect(leave(undefined, own.key, own.owner)).toEqual({ result: undefined });
});

it('is one for each version of a project, and each kind of what is written', () => {
  expect(lineKey(testedRun())).toEqual({ project_name: 'p#line', job_name_version: 'v1#slices' });
  expect(lineKey(testedRun({ version: 'v2', line: 'baselines-7d' }))).toEqual({
    project_name: 'p#line',
    job_name_version: 'v2#baselines-7d',
  });
});
