import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const program = join(__dirname, '..', 'bin', 'ndr.js');
const buildLimit = 120_000;
/** For a test whose every call starts a server. */
const serverLimit = 240_000;
// Each test starts the program several times, on a machine that may be busy.
jest.setTimeout(60_000);

let folder: string;
let state: string;
beforeAll(() => void ndr('--version'), buildLimit);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ndr-cli-'));
  state = join(folder, 'state');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the real program, in a folder and with a state of its own. */
function ndr(...args: string[]) {
  return ndrWith({}, ...args);
}

function ndrWith(environment: Record<string, string>, ...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, NDR_LOCAL_STATE: state, NO_COLOR: '1', ...environment },
  });
  return { stdout, stderr, status };
}

/** Writes a file in the test's folder. */
function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const set = ['--project', 'p', '--version', 'v1'];
const day = ['--start', '2024-04-19T00:00:00Z', '--end', '2024-04-20T00:00:00Z'];
const backfill = ['--backfill-start', '2024-04-14T00:00:00Z', '--backfill-end', '2024-04-23T00:00:00Z'];
const officeOf = ({ start = '2024-04-19T00:00:00Z', days = '1', hosts = '10' }) =>
  ['--start', start, '--days', days, '--hosts', hosts, '--seed', '1'] as const;
const office = officeOf({});
const run = ['--param', 'ProjectName=p', '--param', 'FeatureSpecVersion=v1'] as const;
const deltaFile = () => join(state, 'job-specs/p/v1/delta_builder.yaml');

describe('the command line', () => {
  it.each([
    [['--help'], 'ndr run-batch'],
    [['job-specs', '--help'], 'ndr job-specs init'],
    [['run-batch', '--help'], '--mini-batch'],
    [['baselines', '--help'], '--backfill-start'],
    [['ingest', '--help'], 'zeek-conn'],
    [['redrive', '--help'], '--dry-run'],
    [['--version'], '0.1.0'],
    [['completion'], '--get-yargs-completions'],
  ])('answers %s on stdout and says nothing on stderr', (args, expected) => {
    const { stdout, stderr, status } = ndr(...args);
    expect(stdout).toContain(expected);
    expect([stderr, status]).toEqual(['', 0]);
  });

  it.each([
    [[], 'No command was named'],
    [['no-such-command'], 'no-such-command'],
    [['job-specs'], 'no command was named'],
    [['synth', '--no-such-option'], 'no-such-option'],
    [['synth', 'no-such-pipeline'], 'no-such-pipeline'],
    [['job-specs', 'init', '--project', 'p'], 'version'],
    [['job-specs', 'init', '--project', 'a#b', '--version', 'v1'], '--project'],
    [['job-specs', 'init', ...set, '--set', 'time_zone=UTC'], '--set time_zone=UTC'],
    [['ingest', 'no-such-format', 'conn.log', ...set], 'no-such-format'],
    [['ingest', 'zeek-conn', 'conn.log'], '--out'],
    [['ingest', 'zeek-conn', 'conn.log', ...set, '--out', 'x'], '--out'],
    [['analyze', 'no-such-format', 'conn.log'], 'no-such-format'],
    [['analyze', 'zeek-conn'], 'at least 2'],
    [['simulate', ...office], '--out'],
    [['simulate', ...office, ...set, '--out', 'x'], '--out'],
    [['simulate', ...officeOf({ days: '0' }), '--out', 'x'], '0 days'],
    [['simulate', ...officeOf({ hosts: '9' }), '--out', 'x'], '10 to 50000 machines'],
    [['simulate', ...officeOf({ start: '2024-04-19T00:15:00Z' }), '--out', 'x'], 'midnight'],
    [['simulate', ...office, '--attacks', 'beacon,fire', ...set], '"fire"'],
    [['simulate', ...office, '--time-zone', 'Mars/Olympus', '--out', 'x'], 'Mars/Olympus'],
    [['run-batch', ...set, ...day], '--mini-batch'],
    [['run-batch', ...set, ...day, '--range', '--mini-batch', 'x'], '--mini-batch'],
    [['run-batch', ...set, '--range', '--start', '2024-04-19T00:01:00Z', '--end', '2024-04-20T00:00:00Z'], '--start'],
    [['run-batch', ...set, '--range', '--start', '2024-04-20T00:00:00Z', '--end', '2024-04-19T00:00:00Z'], '--end'],
    [['run-batch', ...set, ...day, '--range', '--param', 'NoValue'], '--param'],
    [['run-batch', ...set, ...day, '--range', '--param', 'NoSuch=1'], 'NoSuch'],
    [['run-batch', ...set, ...day, '--range', '--env', '../up'], '--env'],
    [['local', 'run', 'ndr-15m-pipeline'], 'ProjectName'],
    [['start', 'ndr-fg-b-pipeline'], 'ProjectName'],
    [['start', 'ndr-fg-b-pipeline', ...run, '--param', 'BaselineHorizon=14d'], 'BaselineHorizon'],
    [['start', 'ndr-fg-b-pipeline', ...run, '--param', 'NoSuch=1'], 'NoSuch'],
    [['start', 'ndr-fg-b-pipeline', ...run, '--select', 'NoSuchStep'], 'NoSuchStep'],
    [['start', 'ndr-fg-b-pipeline', ...run, '--params-file', 'absent.yaml'], 'absent.yaml'],
    [['start', 'ndr-fg-b-pipeline', ...run, '--timeout', '5'], '--timeout'],
    [['run-batch', ...set, ...day, '--range', '--timeout', '0'], '--timeout'],
    [['watch', 'ndr-fg-b-pipeline'], 'no ARN of an execution'],
    [['describe', 'ndr-fg-b-pipeline'], 'no ARN of an execution'],
    [['logs', 'ndr-fg-b-pipeline'], 'no ARN of an execution'],
    [['stop', 'ndr-fg-b-pipeline'], 'no ARN of an execution'],
    [['retry', 'ndr-fg-b-pipeline'], 'no ARN of an execution'],
    [['plan', 'no-such-pipeline'], 'no-such-pipeline'],
    [['deploy', 'ndr-fg-b-pipeline', '--plan', 'plan.json'], 'name none'],
    [['batches', 'record', ...set, '--pattern', '\\d+'], '(?<start>'],
    [['iam', 'nobody'], 'nobody'],
    [['run-batch', ...set, ...day, '--range', '--spark-memory', 'much'], '--spark-memory'],
    [['run-batch', ...set, ...day, '--range', '--spark-memory', '100'], '--spark-memory'],
    [['baselines', ...set, '--horizon', '14d'], 'horizon'],
    [['baselines', ...set, '--end', '2024-04-19T00:15:00Z'], '--end'],
    [['baselines', ...set, '--end', '2024-04-19T00:00:00+02:00'], '--end'],
    [['baselines', ...set, '--end', '2999-01-01T00:00:00Z'], '--end'],
    [['baselines', ...set, '--end', '2024-04-19T00:00:00Z', ...backfill], '--end'],
    [['baselines', ...set, ...backfill.slice(0, 2)], '--backfill-end'],
    [['baselines', ...set, ...backfill.slice(2)], '--backfill-start'],
    [['baselines', ...set, ...backfill.slice(0, 2), '--backfill-end', '2024-04-13T00:00:00Z'], '--backfill-end'],
    [['baselines', ...set, ...backfill.slice(0, 2), '--backfill-end', '2999-01-01T00:00:00Z'], '--backfill-end'],
    [['baselines', ...set, '--param', 'BaselineMode=SOMETIMES'], 'BaselineMode'],
  ])('refuses %j with exit code 64, naming what is wrong', (args, named) => {
    const { stdout, stderr, status } = ndr(...args);
    expect(stderr).toContain(named);
    expect([stdout, status]).toEqual(['', 64]);
    expect(existsSync(state)).toBe(false);
  });

  it('redrives nothing of this machine, and names what runs what is missing', () => {
    const { stdout, stderr, status } = ndr('redrive', '--dry-run');
    expect(stderr).toContain('ndr backfill --missing');
    expect([stdout, status]).toEqual(['', 1]);
    expect(existsSync(state)).toBe(false);
  });

  it('prints code, place, cause and remedy of an error, and the stack only with -v', () => {
    const call = ['run-batch', ...set, ...day, '--range'];
    const { stderr, status } = ndr(...call);
    expect(status).toBe(1);
    expect(stderr.split('\n').map((line) => line.trim().split(/\s+/)[0])).toEqual([
      'error',
      'place',
      'cause',
      'remedy',
      '',
    ]);
    expect(stderr).toContain('ndr job-specs init --project p --version v1');
    expect(ndr(...call, '-v').stderr).toMatch(/\n {4}at /);
  });

  it('prints an error as JSON on stdout with --json', () => {
    const { stdout, status } = ndr('job-specs', 'show', ...set, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'job-spec.missing', place: 'project p, version v1' } });
    expect(status).toBe(1);
  });

  it('ends as it would otherwise when nobody reads what it prints', () => {
    const call = '"$0" "$1" synth ndr-15m-pipeline | true; echo "${PIPESTATUS[0]}"';
    const { stdout, stderr } = spawnSync('bash', ['-c', call, process.execPath, program], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['0\n', '']);
  });

  it('prints no color where there is no terminal, and color where it is forced', () => {
    const call = ['job-specs', 'show', ...set];
    expect(ndr(...call).stderr).not.toContain('\u001b[');
    const forced = { FORCE_COLOR: '1', NO_COLOR: '' };
    expect(ndrWith(forced, ...call).stderr).toContain('\u001b[31m');
    expect(ndrWith(forced, ...call, '--no-color').stderr).not.toContain('\u001b[');
  });
});

describe('synth', () => {
  it('gives the same bytes twice, without a network and without a clock', () => {
    const offline = write(
      'offline.js',
      `const refuse = () => { throw new Error('the network was used'); };
       require('node:net').Socket.prototype.connect = refuse;
       require('node:dns').lookup = refuse;`,
    );
    const first = ndrWith({ NODE_OPTIONS: `--require ${offline}` }, 'synth', 'ndr-15m-pipeline');
    const second = ndrWith({ TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8' }, 'synth', 'ndr-15m-pipeline');
    expect([first.stderr, first.status]).toEqual(['', 0]);
    expect(second.stdout).toBe(first.stdout);
    expect(JSON.parse(first.stdout)).toMatchObject({ Version: '2020-12-01' });
  });

  it('writes definitions and the manifest of what must be uploaded', () => {
    const { stdout, status } = ndr('synth', '--out', 'build');
    const files = ['ndr-15m-pipeline.json', 'ndr-fg-b-pipeline.json', 'manifest.json'];
    expect([status, stdout]).toEqual([0, files.map((file) => `build/${file}\n`).join('')]);
    const read = (name: string) => readFileSync(join(folder, 'build', name), 'utf8');
    expect(read('ndr-15m-pipeline.json')).toBe(ndr('synth', 'ndr-15m-pipeline').stdout);
    const manifest = JSON.parse(read('manifest.json')) as {
      pipelines: Record<string, { assets: { name: string; uri: string; digest: string }[] }>;
    };
    const assets = manifest.pipelines['ndr-15m-pipeline']?.assets ?? [];
    expect(assets.map(({ name }) => name)).toContain('delta_builder/py-files');
    expect(assets.every(({ uri, digest }) => uri.includes(digest))).toBe(true);
  });

  it('gives stdout one definition, and asks which when there are several', () => {
    expect(ndr('synth')).toMatchObject({
      status: 64,
      stdout: '',
      stderr: expect.stringContaining('ndr-15m-pipeline, ndr-fg-b-pipeline') as string,
    });
  });

  it('says that a file cannot be written where it was told to', () => {
    write('taken', '');
    for (const call of [['synth'], ['import', write('definition.json', ndr('synth', 'ndr-fg-b-pipeline').stdout)]]) {
      const { stderr, status } = ndr(...call, '--out', 'taken/of/definitions');
      expect([status, stderr]).toEqual([64, expect.stringContaining('place  --out taken/of/definitions')]);
    }
  });

  it('takes account, role, bucket and table from the file of an environment', () => {
    const { stdout } = ndr('synth', 'ndr-15m-pipeline', '--env', 'template');
    expect(stdout).toContain('arn:aws:iam::111122223333:role/ndr-pipelines');
    expect(stdout).toContain('s3://ndr-example/ndr-15m-pipeline/code/');
  });

  it('names an environment that has no file', () => {
    expect(ndr('synth', '--env', 'nowhere')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('environment.missing') as string,
    });
  });
});

describe('job-specs', () => {
  it('writes a set once, shows what jobs will read, and lists it', () => {
    const settings = ['--set', 'internal_networks=["192.0.2.0/24"]', '--set', 'time_zone="Europe/Berlin"'];
    expect(ndr('job-specs', 'init', ...set, ...settings).stdout).toMatch(/^created .*delta_builder.yaml\n/);
    const before = readFileSync(deltaFile(), 'utf8');
    expect(ndr('job-specs', 'init', ...set, ...settings).stdout).toMatch(/^kept .*delta_builder.yaml\n/);
    expect(readFileSync(deltaFile(), 'utf8')).toBe(before);
    const shown = ndr('job-specs', 'show', ...set, '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject({
      project: 'p',
      job_specs: {
        delta_builder: {
          internal_networks: ['192.0.2.0/24'],
          writes: { deltas: { s3_prefix: 's3://ndr-local/p/v1/deltas/' } },
        },
        fg_a_builder: { time_zone: 'Europe/Berlin' },
      },
    });
    expect(JSON.parse(ndr('job-specs', 'list', '--json').stdout)).toMatchObject({
      sets: [{ project: 'p', version: 'v1' }],
    });
  });

  it('adds the file of a job that a set lacks, with what the others share', () => {
    ndr('job-specs', 'init', ...set, '--set', 'time_zone="Asia/Tokyo"');
    rmSync(join(state, 'job-specs/p/v1/fg_b_builder.yaml'));
    expect(ndr('job-specs', 'init', ...set).stdout).toMatch(/^created .*fg_b_builder.yaml$/m);
    const { stdout } = ndr('job-specs', 'show', ...set, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ job_specs: { fg_b_builder: { time_zone: 'Asia/Tokyo' } } });
  });

  it('replaces what a file says only with --force', () => {
    ndr('job-specs', 'init', ...set);
    const change = ['job-specs', 'init', ...set, '--set', 'time_zone="Asia/Tokyo"'];
    const refused = ndr(...change);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/place {2}state\/job-specs\/p\/v1\/delta_builder\.yaml:\d+:1: time_zone/);
    expect(ndr(...change, '--force')).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(deltaFile(), 'utf8')).toContain('time_zone: Asia/Tokyo');
  });

  it('explains a set that does not fit together with the file and line of both sides, and lets nothing use it', () => {
    ndr('job-specs', 'init', ...set);
    const fits = ndr('job-specs', 'check');
    expect([fits.stdout, fits.status]).toEqual([expect.stringMatching(/^p\/v1: \d+ JobSpecs fit together\n$/), 0]);
    const file = join(state, 'job-specs/p/v1/fg_a_builder.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('/p/v1/deltas/', '/p/v1/delta/'));

    const { stdout, status } = ndr('job-specs', 'check');
    expect(status).toBe(1);
    expect(stdout).toMatch(/place {2}state\/job-specs\/p\/v1\/fg_a_builder\.yaml:\d+:5: reads\.deltas\.s3_prefix/);
    expect(stdout).toMatch(/delta_builder has .*state\/job-specs\/p\/v1\/delta_builder\.yaml:\d+:5: writes\.deltas/);
    const document = JSON.parse(ndr('job-specs', 'check', '--json').stdout) as unknown;
    expect(document).toMatchObject({
      valid: false,
      sets: [{ project: 'p', problems: [{ sides: [{ jobName: 'fg_a_builder' }, { jobName: 'delta_builder' }] }] }],
    });
    for (const refusing of [['apply'], ['diff'], ['show', ...set]]) {
      const refused = ndr('job-specs', ...refusing);
      expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('job-spec.misaligned')]);
    }
  });

  it(
    'brings a set to the table, tells what changed, and takes it back, each time in another process',
    () => {
      const answer = (...args: string[]) => JSON.parse(ndr('job-specs', ...args, '--json').stdout) as unknown;
      ndr('job-specs', 'init', ...set);
      expect(answer('apply')).toMatchObject({
        sets: [{ revision: 1, changed: expect.arrayContaining(['delta_builder', 'fg_b_builder']) }],
      });
      ndr('job-specs', 'init', ...set, '--set', 'novelty.rare_below=9', '--force');
      const fields = [{ pointer: '/novelty/rare_below', old: 5, new: 9 }];
      const change = { job: 'fg_a_builder', action: 'update', fields };
      expect(answer('diff')).toMatchObject({ sets: [{ revision: 1, changes: [change] }] });
      expect(answer('apply')).toMatchObject({ sets: [{ revision: 2, changed: ['fg_a_builder'], removed: [] }] });
      expect(answer('history', 'fg_a_builder')).toMatchObject({
        revisions: [{ revision: 1 }, { revision: 2, fields }],
      });
      expect(answer('rollback')).toMatchObject({ revision: 3, restored: 1, changed: ['fg_a_builder'] });
      expect(answer('show', '--table')).toMatchObject({ job_specs: { fg_a_builder: { novelty: { rare_below: 5 } } } });
    },
    serverLimit,
  );

  it('asks for a set by name when several fit', () => {
    ndr('job-specs', 'init', ...set);
    ndr('job-specs', 'init', '--project', 'q', '--version', 'v1');
    expect(ndr('job-specs', 'show').stderr).toContain('--project p --version v1, --project q --version v1');
    expect(JSON.parse(ndr('job-specs', 'list', '--project', 'q', '--json').stdout)).toMatchObject({
      sets: [{ project: 'q' }],
    });
    expect(JSON.parse(ndr('job-specs', 'show', '--project', 'q', '--json').stdout)).toMatchObject({ project: 'q' });
  });

  it('refuses a key that no job has, naming those that there are', () => {
    const { stderr, status } = ndr('job-specs', 'init', ...set, '--set', 'timezone="UTC"');
    expect(status).toBe(1);
    expect(stderr).toContain('job-spec.unknown-setting');
    expect(stderr).toContain('time_zone');
  });

  it('tells an invalid file by line and column before anything runs', () => {
    ndr('job-specs', 'init', ...set);
    write('state/job-specs/p/v1/delta_builder.yaml', 'late_events: clamp\nshort_session_seconds: -1\n');
    const { stderr, status } = ndr('run-batch', ...set, ...day, '--range');
    expect(status).toBe(1);
    expect(stderr).toContain('state/job-specs/p/v1/delta_builder.yaml:2:1: short_session_seconds');
  });
});

describe('ingest', () => {
  const log = [
    '#separator \\x09',
    '#set_separator\t,',
    '#empty_field\t(empty)',
    '#unset_field\t-',
    '#path\tconn',
    '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state',
    '#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring',
    '1713484800.5\tC1\t198.51.100.7\t40000\t192.0.2.10\t443\ttcp\tssl\t1.5\t100\t200\tSF',
    '',
  ].join('\n');

  it('writes batches to the prefix of the project and ends with the next command', () => {
    ndr('job-specs', 'init', ...set, '--set', 'internal_networks=["192.0.2.0/24"]');
    const { stdout, status } = ndr('ingest', 'zeek-conn', write('conn.log', log), ...set);
    expect(status).toBe(0);
    expect(stdout).toContain('1 flows');
    expect(stdout).not.toContain('warning');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      '  npx ndr run-batch --project p --version v1 --range --start 2024-04-19T00:00:00Z --end 2024-04-19T00:15:00Z',
    );
    expect(existsSync(join(state, 'buckets/ndr-local/p/integration/_batches/20240419T0000Z.json'))).toBe(true);
  });

  it('warns when no address is internal, and names the step before the next where JobSpecs are missing', () => {
    const { stdout, status } = ndr('ingest', 'zeek-conn', write('conn.log', log), ...set);
    expect(status).toBe(0);
    expect(stdout).toContain('warning: no address');
    expect(stdout).toContain('npx ndr job-specs init --project p --version v1');
  });

  it('writes to a folder, and prints one JSON document', () => {
    const { stdout, status } = ndr('ingest', 'zeek-conn', write('conn.log', log), '--out', 'batches', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ folder: join(folder, 'batches'), flows: 1, badLines: 0 });
  });

  it('fails on a file that is not there', () => {
    const { stderr, status } = ndr('ingest', 'zeek-conn', 'missing.log', '--out', 'batches');
    expect([status, stderr.includes('traffic.unreadable')]).toEqual([1, true]);
  });
});

describe('analyze', () => {
  it('refuses a file that is not there, and one that is no such log, before anything is written', () => {
    const missing = ndr('analyze', 'zeek-conn', 'missing.log');
    expect([missing.status, missing.stderr]).toEqual([1, expect.stringContaining('traffic.unreadable')]);
    const wrong = ndr('analyze', 'pan-os-traffic', write('conn.log', 'StartTime,Dur\n'));
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining('traffic.wrong-format')]);
    expect(existsSync(join(state, 'job-specs'))).toBe(false);
  });
});

describe('simulate', () => {
  const prefix = () => join(state, 'buckets/ndr-local/p/integration');
  const quiet = ['--flows', '2'];

  it('writes batches to the prefix of the project and labels beside it, and ends with the next commands', () => {
    const { stdout, status } = ndr(
      'simulate',
      ...set,
      ...officeOf({ days: '3' }),
      ...quiet,
      '--time-zone',
      'Europe/Prague',
    );
    expect(status).toBe(0);
    expect(stdout).toContain('10 attacks');
    expect(stdout.trimEnd().split('\n').slice(-4)).toEqual([
      `  npx ndr job-specs init --project p --version v1 --set time_zone='"Europe/Prague"'`,
      '  npx ndr run-batch --project p --version v1 --range --start 2024-04-19T00:00:00Z --end 2024-04-22T00:00:00Z',
      '  npx ndr baselines --project p --version v1 --end 2024-04-22T00:00:00Z',
      '  npx ndr report --project p --version v1 --out p.html',
    ]);
    expect(existsSync(join(prefix(), '_batches/20240421T2345Z.json'))).toBe(true);
    expect(readFileSync(join(prefix(), '../labels.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(10);
  });

  it('says that nothing changed when the same is written again', () => {
    ndr('simulate', ...set, ...office, ...quiet);
    const { stdout, status } = ndr('simulate', ...set, ...office, ...quiet);
    expect([status, stdout.trimEnd().split('\n').at(-1)]).toEqual([
      0,
      'Nothing changed: the prefix holds this traffic already.',
    ]);
  });

  it('plays the attacks that are named, and prints one JSON document', () => {
    const attacks = ['--attacks', 'beacon,port-scan'];
    const { stdout } = ndr('simulate', '--out', 'batches', ...office, ...quiet, ...attacks, '--json');
    const simulated = JSON.parse(stdout) as { flows: number; episodes: { attack: string; flows: number }[] };
    expect(simulated).toMatchObject({ folder: join(folder, 'batches'), labelsFile: join(folder, 'labels.jsonl') });
    expect(simulated.episodes.map(({ attack }) => attack).sort()).toEqual(['beacon', 'port-scan']);
    expect(simulated.flows).toBe(2 * 96 + simulated.episodes.reduce((sum, { flows }) => sum + flows, 0));
  });
});

describe('local status', () => {
  it('tells where everything lies and starts nothing', () => {
    const { stdout, status } = ndr('local', 'status', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ stateDir: state, bucketRoot: join(state, 'buckets'), executions: [] });
    expect(existsSync(state)).toBe(false);
  });
});
