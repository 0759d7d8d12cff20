import { copyFileSync, cpSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { DuckDBConnection } from '@duckdb/node-api';
import {
  createClients,
  describeExecution,
  localEnvironment,
  orchestratedRuns,
  recentExecutions,
  type ActionContext,
} from '@ndr/aws';
import { silent } from '@ndr/core';
import { simulateTraffic } from '@ndr/traffic';

import { defaultBaselineSettings, type BaselineSettings } from '../oracle/baseline-settings';
import { computeBaselines } from '../oracle/baselines';
import { filesIn, newLocalProject, removeProject } from '../support/local-project';
import { ndr } from '../support/ndr-program';
import { differencesFromOracle, oracleOfProject } from '../support/oracle-of-project';
import { differencesFromBaselines } from '../support/written-baselines';
import { committedRows, writtenTables } from '../support/written-tables';

jest.setTimeout(15 * 60_000);

const project = newLocalProject('office');
const { stateFolder, integration, name, version } = project;
const named = ['--project', name, '--version', version];
const source = join(stateFolder, 'source');

/** Batches that follow each other, the last one behind the midnight for which there will be baselines. */
const [first, damaged, missed, last] = [
  '20240418T2315Z',
  '20240418T2330Z',
  '20240418T2345Z',
  '20240419T0000Z',
] as const;
const [start, midnight, end] = ['2024-04-18T23:15:00Z', '2024-04-19T00:00:00Z', '2024-04-19T00:15:00Z'];
const horizons: BaselineSettings['horizons'] = {
  '7d': { horizon_days: 1, safety_gap_days: 0, support_min: 2, support_min_by_metric: {} },
  '30d': { horizon_days: 2, safety_gap_days: 0, support_min: 2, support_min_by_metric: {} },
};

/** What `ndr status --json` says, as far as it is looked at here. */
interface Status {
  readonly projects: readonly [{ readonly report: Report; readonly runs: readonly Run[] }];
  readonly executions: readonly { readonly displayName: string; readonly status: string }[];
}
interface Run {
  readonly key: string;
  readonly state: string;
}
interface Report {
  readonly days: readonly unknown[];
  readonly unprocessed: readonly string[];
  readonly staleWindows: readonly string[];
  readonly missing: number;
}

async function run(...words: readonly string[]): Promise<string> {
  const { failure, stdout } = await ndr(stateFolder, ...words);
  expect(failure).toBe('');
  return stdout;
}

const json = async (...words: readonly string[]): Promise<unknown> => JSON.parse(await run(...words, '--json'));
const status = async () => (await json('status', ...named)) as Status;
const backfill = async (...range: readonly string[]) =>
  (await json('backfill', '--missing', ...named, ...range)) as { readonly runs: readonly { readonly key: string }[] };
const record = () => json('batches', 'record', ...named, '--pattern', '(?<start>\\d{8}T\\d{4}Z)');

/** How the server is called that is in the background now. */
let account: ActionContext;
async function up(): Promise<void> {
  const { endpoint, region } = (await json('local', 'up', '--schedules', '--detach')) as Record<string, string>;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const clients = createClients({ ...(endpoint && { endpoint }), region: region ?? '', credentials });
  account = { environment: localEnvironment, clients, reporter: silent };
}
async function down(): Promise<void> {
  account.clients.close();
  await run('local', 'down');
}

async function until<Result>(look: () => Promise<Result | undefined>): Promise<Result> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await delay(500);
  }
}
/** The executions, once there are `count` and a step of them works. */
async function working(count: number): Promise<unknown> {
  const executions = await recentExecutions(account, 100);
  const described = await Promise.all(executions.map(({ arn }) => describeExecution(account, arn)));
  const works = described.some(({ steps }) => steps.some((step) => step.status === 'Executing'));
  return described.length === count && works ? described : undefined;
}
/** The status, once nothing is under way. */
async function rested(): Promise<Status | undefined> {
  const runs = await orchestratedRuns(account, { project: name, version });
  const executions = await recentExecutions(account, 100);
  const runsOn = executions.some((each) => each.status === 'Executing' || each.status === 'Stopping');
  if (runsOn || runs.some(({ state }) => state !== 'failed')) return undefined;
  const found = await status();
  // Windows that one batch made stale while another was processed are run by themselves, too.
  return found.projects[0].report.staleWindows.length === 0 ? found : undefined;
}

let atRest: Status;
beforeAll(async () => {
  await simulateTraffic({ seed: 3, start, slices: 4, flowsASlice: 200, hosts: 12, attacks: 'none' }, source);
  await run('job-specs', 'init', ...named, '--set', `horizons=${JSON.stringify(horizons)}`);
  await up();
  await run('deploy', '--yes');
  for (const id of [first, damaged, last]) cpSync(join(source, id), join(integration, id), { recursive: true });
  truncateSync(filesIn(join(integration, damaged))[0] ?? '', 1000);
  await record();
  await until(() => working(3));
  await down();
});
afterAll(async () => {
  await run('local', 'down');
  removeProject(project);
});

it('goes on by itself, when a server is there again, with what the former one had under way', async () => {
  const {
    projects: [{ runs: interrupted }],
    executions: stopped,
  } = await status();
  expect(new Map(interrupted.map(({ key, state }) => [key, state]))).toEqual(
    new Map([first, damaged, last].map((id) => [`batch/${id}`, 'lost'])),
  );
  expect(stopped.filter((each) => each.status === 'Succeeded')).toEqual([]);
  // As another system writes a batch, while no schedules run.
  cpSync(join(source, missed), join(integration, missed), { recursive: true });
  copyFileSync(join(source, '_batches', `${missed}.json`), join(integration, '_batches', `${missed}.json`));
  await up();
  atRest = await until(rested);
  const batches = atRest.executions.filter(({ displayName }) => displayName.startsWith('batch-'));
  expect(new Map(batches.map((each) => [each.displayName, each.status]))).toEqual(
    new Map([
      [`batch-${first}`, 'Succeeded'],
      [`batch-${damaged}`, 'Failed'],
      [`batch-${last}`, 'Succeeded'],
    ]),
  );
  expect(batches).toHaveLength(3);
});

const command = `ndr run-batch --project ${name} --version ${version} --mini-batch ${damaged} --start 2024-04-18T23:30:00Z --end 2024-04-18T23:45:00Z`;

it('shows why a batch failed, and what was recorded while no schedules ran', () => {
  const [{ report, runs }] = atRest.projects;
  expect(report).toMatchObject({
    unprocessed: [damaged, missed],
    missing: 2,
    days: [
      { day: '2024-04-18', slices: 3, recorded: 3, deltas: 1, pair_counts: 1, fg_a: 1 },
      { day: '2024-04-19', slices: 1, recorded: 1, deltas: 1, pair_counts: 1, fg_a: 1 },
    ],
  });
  const reason = expect.stringMatching(/BuilderStep: .*integration\.unreadable/) as string;
  expect(runs).toEqual([expect.objectContaining({ key: `batch/${damaged}`, state: 'failed', reason, command })]);
});

it('tells pipeline, run, step, reason and the commands to go on with in the log of the server', () => {
  const log = readFileSync(join(stateFolder, 'logs', 'server.log'), 'utf8');
  const reason = 'Reason: \\w+BuilderStep: .*integration\\.unreadable.*';
  const told = `Pipeline: ndr-15m-pipeline\n.*\nRun: batch/${damaged}, .*\n.*\n${reason}\n(.*\n)*To go on with it: ndr retry arn:`;
  expect(log).toMatch(new RegExp(told));
  expect(log).toContain(`To do what is missing: ${command}`);
});

it('starts nothing for batches that are recorded again as they were', async () => {
  expect(await record()).toMatchObject({ written: [], kept: [first, damaged, missed, last] });
});

it('fills what is missing, baselines among it, and has nothing to fill then', async () => {
  cpSync(join(source, damaged), join(integration, damaged), { recursive: true });
  const { runs } = await backfill('--from', start, '--to', end);
  expect(runs).toMatchObject([
    { phase: 'history', key: `history/${damaged}-${last}`, status: 'Succeeded' },
    { phase: 'windows', key: `windows/${last}-20240419T0015Z`, status: 'Succeeded' },
    { phase: 'baselines', key: 'baselines/7d/2024-04-19', status: 'Succeeded' },
  ]);
  expect(await backfill()).toEqual({ runs: [] });
  const {
    projects: [{ report, runs: open }],
    executions: ran,
  } = await status();
  expect([report, open]).toMatchObject([
    { unprocessed: [], staleWindows: [], staleNovelty: [], missing: 0, baselines: { '7d': { newest: midnight } } },
    [],
  ]);
  expect(ran).toHaveLength(atRest.executions.length + runs.length);
});

describe('its tables', () => {
  let oracle: DuckDBConnection;
  beforeAll(async () => {
    oracle = await oracleOfProject(project);
  });
  afterAll(() => oracle.closeSync());

  it('have the cells that the formulas give', async () => {
    expect(await differencesFromOracle(oracle, project)).toEqual([]);
    // From what was written: of two values that rounding alone tells apart, the spread is compared with none.
    const rowsOf = (name: string) =>
      writtenTables
        .filter((table) => table.name === name)
        .map((table) => committedRows(project, table))
        .join('');
    await computeBaselines(oracle, {
      ...{ fgA: rowsOf('fg_a'), pairCounts: rowsOf('pair_counts') },
      snapshots: [{ horizon: '7d', referenceTime: midnight }],
      settings: { ...defaultBaselineSettings, horizons },
    });
    expect(await differencesFromBaselines(oracle, project)).toEqual([]);
  });
});
