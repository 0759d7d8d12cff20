import type { FileData, NxJsonConfiguration, ProjectConfiguration, ProjectGraph } from '@nx/devkit';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { filterAffected } from 'nx/src/project-graph/affected/affected-project-graph';
import { calculateFileChanges } from 'nx/src/project-graph/file-utils';
import { ProjectGraphBuilder } from 'nx/src/project-graph/project-graph-builder';
import { createDependencies } from './create-dependencies';
import { createNodes } from './create-nodes';
import { crossings } from './python-boundaries';

const options = { entryPoints: ['libs/flows/src/index.ts'], jobSpecs: 'specs' };
const nxJson = { plugins: [{ plugin: 'ndr', options }] } satisfies NxJsonConfiguration;

/** A workspace on disk, and its graph, built in this process as Nx builds it: files that did not change keep their edges. */
class FolderGraph {
  readonly root = mkdtempSync(join(tmpdir(), 'ndr-graph-'));
  private readonly packages: Readonly<Record<string, ProjectConfiguration>>;
  private readonly known = new Map<string, FileData>();
  fileMap: Record<string, FileData[]> = {};

  /** @param packages projects that have a manifest, by name */
  constructor(packages: Readonly<Record<string, ProjectConfiguration>>) {
    this.packages = packages;
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf-8');
  }

  /** The graph of the files as they are now. */
  async graph(): Promise<ProjectGraph> {
    const context = { nxJsonConfiguration: nxJson, workspaceRoot: this.root };
    const files = readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('.nx'))
      .map((entry) => join(entry.parentPath, entry.name).slice(this.root.length + 1));
    const projects: Record<string, ProjectConfiguration> = { ...this.packages };
    for (const [, result] of await createNodes[1](files, options, context)) {
      for (const [root, project] of Object.entries(result.projects ?? {})) {
        projects[project.name ?? root] = { root, ...project };
      }
    }
    this.fileMap = {};
    const changed: Record<string, FileData[]> = {};
    for (const file of files) {
      const hash = createHash('sha1').update(this.read(file)).digest('hex');
      const owners = Object.values(projects).filter(({ root }) => file.startsWith(`${root}/`));
      const owner = owners.sort((a, b) => a.root.length - b.root.length).at(-1)?.name ?? '';
      const before = this.known.get(file);
      const data = before?.hash === hash ? before : { file, hash };
      this.known.set(file, data);
      (this.fileMap[owner] ??= []).push(data);
      if (data !== before) (changed[owner] ??= []).push(data);
    }
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- what Nx itself builds its graph with
    const builder = new ProjectGraphBuilder(undefined, this.fileMap, []);
    for (const [name, data] of Object.entries(projects)) builder.addNode({ name, type: 'lib', data });
    const edges = await createDependencies(options, {
      ...context,
      projects,
      externalNodes: {},
      fileMap: { projectFileMap: this.fileMap, nonProjectFiles: [] },
      filesToProcess: { projectFileMap: changed, nonProjectFiles: [] },
    });
    for (const { source, target, type, ...where } of edges) {
      builder.addDependency(source, target, type, 'sourceFile' in where ? where.sourceFile : undefined);
    }
    for (const { name = '', implicitDependencies = [] } of Object.values(projects)) {
      for (const target of implicitDependencies) builder.addImplicitDependency(name, target);
    }
    return builder.getUpdatedProjectGraph();
  }
}

/** Names of the projects that `nx affected` takes as affected when `files` change. */
async function affectedBy(graph: ProjectGraph, files: readonly string[]): Promise<readonly string[]> {
  // Otherwise Nx loads the plugins of the workspace that these tests belong to.
  process.env.NX_FORCE_REUSE_CACHED_GRAPH = 'true';
  const { nodes } = await filterAffected(graph, calculateFileChanges([...files]), nxJson, {});
  return Object.keys(nodes).sort();
}

/** What a workspace is made of, as the test makes it: the truth that the graph must find in the sources. */
class Team {
  readonly folder = new FolderGraph({
    core: { root: 'libs/core', name: 'core', metadata: { js: { packageName: '@ndr/core', packageMain: '' } } },
    flows: {
      root: 'libs/flows',
      name: 'flows',
      implicitDependencies: ['core'],
      metadata: { js: { packageName: '@ndr/flows', packageMain: '' } },
    },
  });
  /** What each project uses, by name. */
  readonly uses = new Map<string, Set<string>>();
  /** Projects of which each file is a part. */
  readonly parts = new Map<string, readonly string[]>();
  private readonly imports = new Map<string, Set<string>>();
  readonly jobs: readonly string[];
  readonly libraries: readonly string[];

  constructor(jobs: readonly string[], libraries: readonly string[]) {
    this.jobs = jobs;
    this.libraries = libraries;
    this.write('libs/core/src/index.ts', '', ['core']);
    this.write('nx.json', JSON.stringify(nxJson), []);
    for (const name of [...libraries, ...jobs]) {
      this.write(`spark-jobs/${name}/pyproject.toml`, '', [name]);
      this.write(`spark-jobs/${name}/${name}/__init__.py`, '', [name]);
      this.write(`spark-jobs/${name}/README.md`, '', []);
      this.writePython(name, `spark-jobs/${name}/${name}/part.py`);
      this.writePython(name, `spark-jobs/${name}/tests/test_part.py`);
    }
    for (const [index, job] of jobs.entries()) this.writeStep(job, jobs[index - 1]);
    const builders = (chosen: readonly string[]) => chosen.map((job) => `builder/${job}`);
    const half = Math.ceil(jobs.length / 2);
    this.writePipeline('early', builders(jobs.slice(0, half)));
    this.writePipeline('late', builders(jobs.slice(half)));
    this.writeSet('office', jobs);
    this.writeSet('lab', jobs.slice(0, 1));
    this.write('libs/flows/src/index.ts', "export * from './pipelines/early';\nexport * from './pipelines/late';", [
      'flows',
    ]);
    this.use('flows', 'core', ...jobs, ...libraries.slice(0, 1));
  }

  /** Makes a Python file import a project, or no longer. */
  toggleImport(name: string, file: string, target: string): void {
    const imported = this.imports.get(file) ?? new Set();
    if (!imported.delete(target)) imported.add(target);
    this.imports.set(file, imported);
    this.writePython(name, file);
  }

  /** What a change of files affects: the projects that they are part of, and whoever uses one of those. */
  affectedBy(files: readonly string[]): readonly string[] {
    const affected = new Set(files.flatMap((file) => this.parts.get(file) ?? []));
    for (let before = -1; before !== affected.size;) {
      before = affected.size;
      for (const [name, used] of this.uses) if ([...used].some((each) => affected.has(each))) affected.add(name);
    }
    return [...affected].sort();
  }

  private write(path: string, text: string, parts: readonly string[]): void {
    this.folder.write(path, text);
    this.parts.set(path, parts);
  }

  private use(name: string, ...used: readonly string[]): void {
    this.uses.set(name, new Set([...(this.uses.get(name) ?? []), ...used]));
  }

  private writePython(name: string, file: string): void {
    const imported = [...(this.imports.get(file) ?? [])];
    // Each library in one way of importing, each job in another.
    const lines = imported.map((each) =>
      this.jobs.includes(each) ? `import run_${each} as other` : `from ${each}.part import thing`,
    );
    this.write(file, ['"""import nothing"""', 'from . import near', 'import os, json as j', ...lines].join('\n'), [
      name,
    ]);
    const files = [...this.imports].filter(([path]) => path.startsWith(`spark-jobs/${name}/`));
    this.uses.set(name, new Set(files.flatMap(([, each]) => [...each])));
  }

  /** A job's entry script, its dataset, JobSpec and builder; it reads what the job before it writes. */
  private writeStep(job: string, before: string | undefined): void {
    const [dataset, builder] = [`dataset/${job}`, `builder/${job}`];
    const reads = before === undefined ? [] : [`dataset/${before}`];
    const using = [dataset, builder];
    this.write(`spark-jobs/${job}/run_${job}.py`, '', [job]);
    this.write(
      `libs/flows/src/datasets/${job}.ts`,
      `import { defineDataset } from '@ndr/core';\nexport const ${job} = defineDataset({ name: '${job}' });`,
      // A builder whose JobSpec imports the module is made of it too.
      ['flows', ...using],
    );
    this.write(
      `libs/flows/src/job-specs/${job}.ts`,
      `import { defineJobSpec } from '@ndr/core';\nimport { ${job} } from '../datasets/${job}';\n${before === undefined ? '' : `import { ${before} } from '../datasets/${before}';`}
export const jobSpec = defineJobSpec({ jobName: '${job}', reads: [${before ?? ''}], writes: [${job}] });`,
      ['flows', builder],
    );
    this.write(
      `libs/flows/src/builders/${job}.ts`,
      `import { defineBuilder } from '@ndr/core';\nimport { jobSpec } from '../job-specs/${job}';
export const ${job}Builder = defineBuilder({ stepName: '${job}', jobSpec, script: '${job}/run_${job}.py', packages: ['${this.libraries[0] ?? ''}/x'] });`,
      ['flows', builder],
    );
    this.use(dataset, 'core');
    this.use(builder, 'core', job, ...this.libraries.slice(0, 1), dataset, ...reads);
  }

  private writePipeline(name: string, builders: readonly string[]): void {
    const steps = builders.map((builder) => builder.slice('builder/'.length));
    this.write(
      `libs/flows/src/pipelines/${name}.ts`,
      [
        "import { definePipeline } from '@ndr/core';",
        ...steps.map((step) => `import { ${step}Builder } from '../builders/${step}';`),
        `const builders = [${steps.map((step) => `${step}Builder`).join(', ')}];`,
        `export const ${name} = () => definePipeline({ name: '${name}', builders });`,
      ].join('\n'),
      ['flows', `pipeline/${name}`],
    );
    this.use(`pipeline/${name}`, 'core', ...builders);
  }

  private writeSet(project: string, jobs: readonly string[]): void {
    const set = `job-specs/${project}/v1`;
    for (const job of jobs) this.write(`specs/${project}/v1/${job}.yaml`, '', [set]);
    this.use(set, ...jobs.map((job) => `builder/${job}`));
  }
}

let team: Team;
beforeAll(() => {
  team = new Team(['a1', 'b2', 'c3', 'd4', 'e5', 'f6'], ['shared', 'maths', 'unused']);
});
afterAll(() => rmSync(team.folder.root, { recursive: true }));

it('what a change affects is right to the project, in a hundred random changes of files and of imports', async () => {
  const random = randomFrom(20240419);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  await team.folder.graph();
  for (let round = 0; round < 100; round++) {
    const name = pick([...team.jobs, ...team.libraries]);
    const code = `spark-jobs/${name}/${name}/part.py`;
    const test = `spark-jobs/${name}/tests/test_part.py`;
    const others = { code: team.libraries, test: team.jobs };
    const isCode = random() < 0.6;
    const target = pick(isCode ? others.code : others.test);
    if (random() < 0.5 && target !== name) team.toggleImport(name, isCode ? code : test, target);
    const files = Array.from({ length: 1 + Math.floor(random() * 2) }, () => pick([...team.parts.keys()]));
    for (const file of files.filter((each) => each.endsWith('.py')))
      team.folder.write(file, `${team.folder.read(file)}\n# ${round}`);
    const changed = files.filter((file) => file !== 'nx.json');

    const affected = await affectedBy(await team.folder.graph(), changed);

    expect({ round, changed, affected: affected.filter((each) => each !== 'spark-jobs') }).toEqual({
      round,
      changed,
      affected: team.affectedBy(changed),
    });
  }
});

it('a page of a job affects nothing', async () => {
  expect(await affectedBy(await team.folder.graph(), ['spark-jobs/a1/README.md'])).toEqual([]);
});

it('a job that imports another job is found, with the file that does; a test that does is not', async () => {
  const { folder } = team;
  const crossed = async () => crossings((await folder.graph()).nodes, folder.fileMap);
  folder.write('spark-jobs/b2/tests/test_other.py', 'import run_a1');
  expect(await crossed()).toEqual([]);
  folder.write('spark-jobs/b2/b2/other.py', 'from a1.part import thing');
  folder.write('spark-jobs/shared/shared/other.py', 'import run_a1');
  expect(await crossed()).toEqual([
    { file: 'spark-jobs/b2/b2/other.py', job: 'a1' },
    { file: 'spark-jobs/shared/shared/other.py', job: 'a1' },
  ]);
});

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
