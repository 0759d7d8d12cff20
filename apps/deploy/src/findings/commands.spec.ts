import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(__dirname, '..', '..', 'bin', 'ndr.js');
const buildLimit = 120_000;
// Each test starts the program, on a machine that may be busy.
jest.setTimeout(60_000);

let state: string;
beforeAll(() => {
  state = mkdtempSync(join(tmpdir(), 'ndr-findings-'));
  ndr('job-specs', 'init', '--project', 'p', '--version', 'v1');
}, buildLimit);
afterAll(() => rmSync(state, { recursive: true }));

/** Runs the real program, with a state of its own. */
function ndr(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args, '--state', state], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { stdout, stderr, status };
}

it.each([
  [['lookup', 'host', '10.0.0.01'], 'host'],
  [['lookup', 'host', '10.0.0.1', '--window', 'w_2h'], 'w_2h'],
  [['lookup', 'host', '10.0.0.1', '--metric', 'no_such'], 'no_such'],
  [['lookup', 'pair', '10.0.0.1', '10.0.0.2', '65536'], 'port'],
  [['lookup', 'pair', '10.0.0.1', '10.0.0.2'], 'arguments'],
  [['report'], 'out'],
  [['report', '--out', 'x.html', '--from', '2024-05-21T00:00:00Z', '--to', '2024-05-20T00:00:00Z'], '--to'],
])('refuses %j as wrong usage that names what is wrong', (args, named) => {
  const { stdout, stderr, status } = ndr(...args);
  expect(stderr).toContain(named);
  expect([stdout, status]).toEqual(['', 64]);
});

it.each([
  [['report', '--out', 'x.html'], 'findings.no-rows'],
  [['lookup', 'host', '10.0.0.1'], 'findings.no-baseline'],
  [['lookup', 'pair', '10.0.0.1', '10.0.0.2', '443', '--project', 'p'], 'findings.no-baseline'],
  [['report', '--out', 'x.html', '--project', 'other'], 'job-spec.missing'],
])('says of %j, with one set of JobSpecs and no data, that the cause is %s', (args, code) => {
  const { stdout, status } = ndr(...args, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
  expect(status).toBe(1);
});

it('asks which set is meant where there are several', () => {
  ndr('job-specs', 'init', '--project', 'p', '--version', 'v2');
  const { stderr, status } = ndr('report', '--out', 'x.html');
  expect(stderr).toContain('--project p --version v2');
  expect(status).toBe(64);
  rmSync(join(state, 'job-specs', 'p', 'v2'), { recursive: true });
});
