import type { ProjectGraph } from '@nx/devkit';

/** What a change reaches in what is deployed: of tests and pages nothing, of the rest what is made of it. */
export interface BlastRadius {
  /** Pipelines whose definition or code changes, each with its steps that do. */
  readonly pipelines: readonly { readonly name: string; readonly steps: readonly string[] }[];
  /** Jobs that may read their JobSpec in another way. */
  readonly jobs: readonly string[];
  /** Sets of JobSpecs that hold one of those, or were changed themselves. */
  readonly sets: readonly string[];
}

/** Follows the edges of the graph from `files` to what is made of them. */
export function blastRadius(graph: ProjectGraph, files: readonly string[]): BlastRadius {
  const reached = new Set(files.filter(isDeployed).flatMap((file) => touchedBy(graph, file)));
  for (const name of reached) {
    for (const source of usersOf(graph, name)) reached.add(source);
  }
  const tagged = (tag: string) => [...reached].filter((name) => tagsOf(graph, name).includes(tag)).sort();
  const builders = tagged('model:builder');
  const pipelines = tagged('model:pipeline').map((name) => ({
    name: nameIn(name),
    steps: (graph.dependencies[name] ?? []).map(({ target }) => target).filter((each) => builders.includes(each)),
  }));
  const jobs = builders.flatMap((name) => tagsOf(graph, name).flatMap((tag) => /^job:(.*)/.exec(tag)?.[1] ?? []));
  return {
    pipelines: pipelines.map(({ name, steps }) => ({ name, steps: steps.map(nameIn) })),
    jobs: [...new Set(jobs)].sort(),
    sets: tagged('model:job-spec').map(nameIn),
  };
}

const isDeployed = (file: string) => !/(^|\/)(tests|__snapshots__)\/|\.spec\.ts$|\.md$/.test(file);

/** Projects that `file` lies in or defines. */
function touchedBy({ nodes }: ProjectGraph, file: string): readonly string[] {
  const all = Object.values(nodes);
  const owners = all.filter(({ data }) => file.startsWith(`${data.root}/`));
  const owner = owners.sort((a, b) => a.data.root.length - b.data.root.length).at(-1);
  const defined = all.filter(({ data }) => data.targets?.definition?.inputs?.includes(`{workspaceRoot}/${file}`));
  return [...(owner ? [owner] : []), ...defined].map(({ name }) => name);
}

/** Projects that are made of `name`; one that only its tests, or a check, need it for is not. */
function usersOf(graph: ProjectGraph, name: string): readonly string[] {
  if (tagsOf(graph, name).includes('python:testing')) return [];
  const isJob = tagsOf(graph, name).includes('python:job');
  return Object.values(graph.dependencies)
    .flat()
    .filter(({ target }) => target === name)
    .map(({ source }) => source)
    .filter((source) => {
      const tags = tagsOf(graph, source);
      if (tags.includes('python:job')) return !isJob;
      return !tags.includes('model:job-spec') || tagsOf(graph, name).includes('model:builder');
    });
}

const tagsOf = ({ nodes }: ProjectGraph, name: string): readonly string[] => nodes[name]?.data.tags ?? [];

/** Name of what a project stands for, without its kind. */
const nameIn = (project: string) => project.slice(project.indexOf('/') + 1);
