import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthSnapshot, type SynthOutput } from 'projen/lib/util/synth';
import { Application, Library, NxPlugin, SparkLibrary, Workspace } from '.';
import { versions } from './versions';

/** Every kind of project once, with everything that can be said of it. */
function fixture(): SynthOutput {
  const workspace = new Workspace({ outdir: realpathSync(mkdtempSync(join(tmpdir(), 'workspace-'))) });
  new Library(workspace, 'shapes', { description: 'Shapes.', layer: 'core', dependencies: ['zod'], platform: 'any' });
  new Library(workspace, 'flows', {
    description: 'Flows.',
    layer: 'pipelines',
    uses: ['shapes'],
    test: { python: true, inputs: [{ runtime: 'ls data' }] },
  });
  new Application(workspace, 'tool', {
    description: 'A tool.',
    uses: ['flows'],
    bin: { tool: 'bin/tool.js' },
    test: { wholeMachine: true },
  });
  new NxPlugin(workspace, 'ndr', { description: 'The plugin.', uses: ['shapes'] });
  new SparkLibrary(workspace, 'shared_spark', { description: 'Shared.', dependencies: ['pyspark>=3.5'] });
  new SparkLibrary(workspace, 'sum_testing', {
    description: 'Shared by tests.',
    isForTests: true,
    uses: ['shared_spark'],
    dependencies: ['pytest>=8'],
    extras: { tools: ['ruff==0.1'] },
  });
  return synthSnapshot(workspace);
}

const files = fixture();

/** A synthesized JSON file. */
interface Manifest {
  readonly [member: string]: unknown;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly nx: { readonly targets: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
}
const manifest = (path: string) => files[path] as Manifest;

describe('the root', () => {
  it('has one way to test, demonstrate and measure', () => {
    expect(manifest('package.json').scripts).toEqual({
      default: 'projen default',
      test: expect.stringMatching(
        /^nx sync:check && nx format:check --all && nx run-many -t lint typecheck build test /,
      ) as unknown,
      demo: 'nx run deploy:demo',
      bench: 'nx run integration-tests:bench',
    });
  });

  it('is private, with a workspace a folder of libraries, applications and tools', () => {
    expect(manifest('package.json')).toMatchObject({ private: true, workspaces: ['libs/*', 'apps/*', 'tools/*'] });
  });

  it('keeps every package of Nx at one version, and every package at an exact one', () => {
    const all = Object.entries(versions);
    const ofNx = all.filter(([name]) => name === 'nx' || name.startsWith('@nx/'));
    expect(new Set(ofNx.map(([, version]) => version)).size).toBe(1);
    for (const [, version] of all) expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it('keeps no build of its own beside Nx', () => {
    expect(Object.keys((files['.projen/tasks.json'] as { tasks: object }).tasks)).toEqual(['default']);
  });

  it('lists no registry in the lock file', () => {
    expect(files['.npmrc']).toContain('omit-lockfile-registry-resolved=true');
  });

  it('lets core import no AWS SDK, and no layer import one above it', () => {
    expect(files['eslint.config.cjs']).toMatch(
      /"sourceTag": "layer:core",[^}]*"bannedExternalImports": \[\s*"@aws-sdk\/\*"/,
    );
    expect(files['eslint.config.cjs']).toMatch(
      /"sourceTag": "layer:pipelines",\s*"onlyDependOnLibsWithTags": \[\s*"layer:core"\s*\]/,
    );
  });
});

describe('a library', () => {
  it('is one package with its tags, targets and exact dependencies', () => {
    expect(manifest('libs/flows/package.json')).toMatchObject({
      name: '@ndr/flows',
      dependencies: { '@ndr/shapes': '0.1.0' },
      nx: { name: 'flows', tags: ['layer:pipelines', 'lang:ts'] },
    });
    expect(Object.keys(manifest('libs/flows/package.json').nx.targets)).toEqual(['build', 'typecheck', 'lint', 'test']);
    expect(manifest('libs/shapes/package.json').dependencies).toEqual({ zod: versions.zod });
  });

  it('whose tests start Python waits for the environment, and is tested anew when Python changes', () => {
    expect(manifest('libs/flows/package.json').nx.targets.test).toMatchObject({
      dependsOn: ['spark-jobs:python-environment'],
      inputs: expect.arrayContaining(['^production', 'python', { runtime: 'ls data' }]) as unknown,
    });
    expect(manifest('libs/shapes/package.json').nx.targets.test).toEqual({
      command: 'jest',
      options: { cwd: 'libs/shapes' },
    });
  });

  it('type-checks its specs, and those that also run in browsers know no Node', () => {
    expect(files['libs/shapes/tsconfig.spec.json']).toMatchObject({ include: ['src/**/*.spec.ts'] });
    expect(files['libs/shapes/tsconfig.lib.json']).toMatchObject({ compilerOptions: { types: [] } });
    expect(files['libs/flows/tsconfig.lib.json']).toMatchObject({ compilerOptions: { types: ['node'] } });
  });
});

it('a pull request is compared with its base as that is now, and says what it reaches; main tests jobs on each Python', () => {
  const workflow = String(files['.github/workflows/ci.yml']);
  expect(workflow).toMatch(/NX_BASE: HEAD\^1\n\s+NX_HEAD: HEAD\n/);
  expect(workflow).toMatch(
    /run: npx nx run ndr:blast-radius\n[^]*run: npx nx affected -t lint typecheck test build check\n/,
  );
  expect(workflow).toContain('.github/generated/spark-jobs.json');
});

it('a page of a job affects no project', () => {
  expect(files['.nxignore']).toContain('spark-jobs/*/**/*.md');
});

it('an application links its programs', () => {
  expect(manifest('apps/tool/package.json')).toMatchObject({ name: '@ndr/tool', bin: { tool: 'bin/tool.js' } });
});

it('a package whose tests keep the whole machine busy is tested on all cores, beside no other task', () => {
  expect(manifest('apps/tool/package.json').nx.targets.test).toMatchObject({
    command: 'jest --maxWorkers=100%',
    parallelism: false,
  });
});

it('the plugin loads from its sources, by the name that `nx g` finds', () => {
  expect(manifest('tools/ndr/package.json')).toMatchObject({
    name: 'ndr',
    main: './src/index.ts',
    generators: './generators.json',
  });
});

it('a library of the Spark jobs has a wheel; what else its project is, the plugin infers', () => {
  expect(files['spark-jobs/shared_spark/pyproject.toml']).toContain('name = "ndr-shared-spark"');
  expect(files).not.toHaveProperty(['spark-jobs/shared_spark/project.json']);
});

it('a library of Spark jobs needs others in its own version, and is on the path of tests and of the type checker', () => {
  const manifest = String(files['spark-jobs/sum_testing/pyproject.toml']);
  expect(manifest).toMatch(/dependencies = \[ "ndr-shared-spark==0\.1\.0", "pytest>=8" \]/);
  expect(manifest).toContain('classifiers = [ "Framework :: Pytest" ]');
  const settings = String(files['spark-jobs/pyproject.toml']);
  for (const path of ['mypy_path', 'pythonpath']) {
    expect(settings).toContain(`${path} = [ "shared_spark", "sum_testing" ]`);
  }
});

it('nothing else of a project changes unseen', () => {
  const ofProjects = Object.entries(files).filter(([path]) => /^(libs|apps|tools|spark-jobs)\/[^/]+\//.test(path));
  expect(Object.fromEntries(ofProjects)).toMatchSnapshot();
});

it('the licence is Apache-2.0', () => {
  expect(files.LICENSE).toContain('Apache License');
});
