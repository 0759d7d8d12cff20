import type { ProjectConfiguration, RawProjectGraphDependency } from '@nx/devkit';
import { DependencyType } from 'nx/src/config/project-graph';
import type { JobSpecSet } from './job-spec-sets';
import { definitionProject, type DefinitionKind } from './model-projects';
import type { WorkspaceModel } from './workspace-model';

/** Package of the command line, which checks sets of JobSpecs. */
const commandLine = '@ndr/deploy';

/** Where a graph's edges of the model lead to. */
export interface ModelSurroundings {
  readonly projects: Readonly<Record<string, ProjectConfiguration>>;
  /** Folder of the Spark jobs. */
  readonly sparkJobs: string;
  readonly sets: readonly JobSpecSet[];
}

/**
 * Edges builder → code and datasets, pipeline → builders and datasets, JobSpecs → builders, definition → packages, and
 * package → code that its builders pack. They name no file, so Nx keeps none of them: they are what the model says now.
 */
export function modelDependencies(
  workspace: WorkspaceModel,
  { projects, sparkJobs, sets }: ModelSurroundings,
): readonly RawProjectGraphDependency[] {
  const { datasets, builders, pipelines } = workspace.model;
  const byRoot = new Map(Object.values(projects).map(({ root, name }) => [root, name]));
  const byPackage = new Map(Object.values(projects).map(({ metadata, name }) => [metadata?.js?.packageName, name]));
  const edges: (readonly [source: string | undefined, target: string | undefined])[] = [];

  const definitions: [DefinitionKind, readonly { readonly name: string; readonly file: string }[]][] = [
    ['dataset', datasets],
    ['builder', builders],
    ['pipeline', pipelines],
  ];
  for (const [kind, all] of definitions) {
    for (const { name, file } of all) {
      const packages = packagesOf(workspace, file).map((each) => byPackage.get(each));
      edges.push(...packages.map((target) => [definitionProject(kind, name), target] as const));
    }
  }
  for (const { name, file, codeFolders, datasets: used } of builders) {
    const code = codeFolders.map((folder) => byRoot.get(`${sparkJobs}/${folder}`));
    const targets = [...code, ...used.map((dataset) => definitionProject('dataset', dataset))];
    edges.push(...targets.map((target) => [definitionProject('builder', name), target] as const));
    const owner = ownerOf(file, byRoot);
    edges.push(...code.map((target) => [owner, target] as const));
  }
  for (const { name, builders: steps } of pipelines) {
    const held = builders.filter((builder) => steps.includes(builder.name));
    const targets = [
      ...held.map((builder) => definitionProject('builder', builder.name)),
      ...held.flatMap((builder) => builder.datasets.map((dataset) => definitionProject('dataset', dataset))),
    ];
    edges.push(...targets.map((target) => [definitionProject('pipeline', name), target] as const));
  }
  for (const { name, jobs } of sets) {
    const held = builders.filter(({ job }) => job !== undefined && jobs.includes(job));
    const targets = [...held.map((builder) => definitionProject('builder', builder.name)), byPackage.get(commandLine)];
    edges.push(...targets.map((target) => [name, target] as const));
  }
  return edges.flatMap(([source, target]) =>
    source !== undefined && target !== undefined && source !== target && projects[source] && projects[target]
      ? [{ source, target, type: DependencyType.implicit }]
      : [],
  );
}

/** Packages that a definition's modules import, directly or not. */
function packagesOf({ modules }: WorkspaceModel, file: string): readonly string[] {
  const specifiers = modules.reachedFrom(file).flatMap((each) => modules.syntaxOf(each)?.specifiers ?? []);
  const names = specifiers
    .filter((each) => !each.startsWith('.'))
    .map((each) => /^(@[^/]+\/)?[^/]+/.exec(each)?.[0] ?? each);
  return [...new Set(names)];
}

/** Project in whose folder a file lies. */
function ownerOf(file: string, byRoot: ReadonlyMap<string, string | undefined>): string | undefined {
  const folders = file.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
  return folders.map((folder) => byRoot.get(folder)).findLast((name) => name !== undefined);
}
