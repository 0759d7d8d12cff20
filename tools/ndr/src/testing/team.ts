import { FolderGraph, nxJson } from './folder-graph';

/** What a workspace is made of, as the test makes it: the truth that the graph must find in the sources. */
export class Team {
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
