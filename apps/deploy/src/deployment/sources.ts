import {
  listSets,
  preparePipeline,
  readJobSpecSets,
  type Deployment,
  type Environment,
  type JobSpecSet,
  type SetName,
} from '@ndr/aws';
import { refuse, type BuilderPipeline, type Problem } from '@ndr/core';
import type { Context } from '../context';
import { jobSpecSources, type WrittenSets } from '../job-spec-sources';
import { pipelinesOf, selectPipelines } from '../pipelines';

/**
 * What the sources say that an account is to hold: the pipelines of `names`, all when there is none, and every set of
 * JobSpecs. It needs no network.
 * @throws NdrError `usage`, `job-spec.…`, `environment.invalid`, `pipeline.…`, `asset.source-missing`
 */
export async function deploymentOf(
  context: Context,
  environment: Environment,
  names: readonly string[],
): Promise<Deployment> {
  const all = pipelinesOf(environment);
  const selected = selectPipelines(all, names);
  refuse(unknownParameters(environment, all));
  const jobSpecSets = await jobSpecSetsOf(context, environment);
  return { pipelines: await preparedPipelines(context, selected), jobSpecSets };
}

/**
 * Pipelines with their code, ready to be deployed; what should be known of one is told.
 * @throws NdrError `pipeline.…`, `asset.source-missing`
 */
export async function preparedPipelines(
  { reporter }: Context,
  pipelines: readonly BuilderPipeline[],
): Promise<Deployment['pipelines']> {
  const prepared = await Promise.all(
    pipelines.map(async (pipeline) => ({ pipeline, prepared: await preparePipeline(pipeline) })),
  );
  for (const {
    pipeline,
    prepared: { warnings },
  } of prepared) {
    for (const { pointer, cause } of warnings) {
      reporter({ type: 'notice', text: `${pipeline.name}${pointer}: ${cause}` });
    }
  }
  return prepared;
}

/**
 * Every set that has files, complete and aligned.
 * @throws NdrError `job-spec.…` with the faults of all sets
 */
export async function jobSpecSetsOf(context: WrittenSets, environment: Environment): Promise<readonly JobSpecSet[]> {
  const sources = jobSpecSources(context, environment);
  const written = await listSets(sources.roots);
  const all = [...written, ...activeSets(environment)];
  const names = new Map(all.map(({ project, version }) => [`${project}/${version}`, { project, version }]));
  return readJobSpecSets(sources, [...names.values()]);
}

/** The sets that an environment says are active: each must have files. */
function activeSets({ projects }: Environment): readonly SetName[] {
  return Object.entries(projects).flatMap(([project, versions]) => versions.map((version) => ({ project, version })));
}

/** Values of an environment that no pipeline takes: they would be without effect. */
function unknownParameters({ name, parameters }: Environment, pipelines: readonly BuilderPipeline[]): Problem[] {
  const declared = new Set(pipelines.flatMap((pipeline) => pipeline.parameters.map((parameter) => parameter.name)));
  return Object.keys(parameters)
    .filter((parameter) => !declared.has(parameter))
    .map((parameter) => ({
      code: 'environment.invalid',
      place: `environment ${name}: parameters.${parameter}`,
      cause: 'no pipeline has a parameter of that name',
      remedy: `Use some of ${[...declared].sort().join(', ')}.`,
    }));
}
