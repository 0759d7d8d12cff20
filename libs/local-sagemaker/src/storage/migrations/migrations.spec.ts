import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { pipelinesAndExecutions } from './0001-pipelines-and-executions';
import { openStateDatabase } from '../database';
import { Executions } from '../executions';
import { Pipelines } from '../pipelines';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ndr-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const file = () => join(folder, 'state.db');

const formerRows = `
  INSERT INTO pipelines VALUES ('p', 'arn:p', 'two', 'what it does', '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z');
  INSERT INTO executions VALUES ('arn:p/execution/1', 'p', 'mine', 'one', '{"A":1}', 'Failed', 'why',
    '2026-01-01T01:00:00.000Z', '2026-01-01T02:00:00.000Z');
  INSERT INTO steps VALUES ('arn:p/execution/1', 'S', 'job', 'Failed', 'why', '2026-01-01T01:00:00.000Z',
    '2026-01-01T02:00:00.000Z', '/log');
`;

it('keep what the first form held', () => {
  const former = new Database(file());
  pipelinesAndExecutions(former);
  former.exec(formerRows);
  former.close();
  const database = openStateDatabase(file());
  expect(new Pipelines(database).get('p')).toMatchObject({
    description: 'what it does',
    versionId: 1,
    definition: 'two',
  });
  const executions = new Executions(database);
  expect(executions.execution('arn:p/execution/1')).toMatchObject({
    definition: 'one',
    parameters: { A: 1 },
    status: 'Failed',
  });
  expect(executions.steps('arn:p/execution/1')).toMatchObject([
    { name: 'S', type: 'Processing', jobName: 'job', failureReason: 'why', logFile: '/log' },
  ]);
  database.close();
});

it('do nothing to a database that is up to date', () => {
  const database = openStateDatabase(file());
  new Pipelines(database).create(
    { name: 'p', arn: 'arn:p', displayName: null, description: null, roleArn: null, parallelism: null },
    '{}',
    new Date(),
  );
  database.close();
  const again = openStateDatabase(file());
  expect(new Pipelines(again).get('p').definition).toBe('{}');
  again.close();
});

it('refuse a database that a newer ndr wrote', () => {
  const database = new Database(file());
  database.exec('PRAGMA user_version = 99');
  database.close();
  expect(() => openStateDatabase(file())).toThrow(expect.objectContaining({ code: 'local.storage', place: file() }));
});
