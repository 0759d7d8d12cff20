import type { Tree } from '@nx/devkit';
import { Node } from 'ts-morph';
import { declarationOf, literalOf } from '../../model/declarations';
import { declaredBy, type DeclaredObject } from '../../model/find-declared';
import { listOf } from '../../model/find-pipelines';
import { jobSpecsNaming } from '../../model/job-spec-datasets';
import { memberOf } from '../../model/members';
import type { Sources } from '../../model/sources';
import { stepNames, type StepNames } from '../../names/step-names';
import { Refusal } from '../../refusal';
import { pathsOf } from '../builder-step/plan-step';

/** A step as the sources have it, wherever they have it. */
export interface FoundStep {
  readonly names: StepNames;
  readonly builder: DeclaredObject;
  readonly jobSpec: DeclaredObject;
  /** Folder of the job. */
  readonly job: string;
  /** Datasets that it alone writes. */
  readonly writes: readonly DeclaredDataset[];
}

/** A dataset as the sources declare it. */
export interface DeclaredDataset {
  readonly dataset: string;
  readonly constant: string;
  readonly path: string;
}

/**
 * The step that `ndr:builder-step` was told to call `name`.
 * @throws Refusal when there is none
 */
export function findStep(tree: Tree, sources: Sources, name: string): FoundStep {
  const names = stepNames(name);
  const builder = declaredBy(sources, 'defineBuilder').find((each) => each.name === names.builder);
  const jobSpec = declaredBy(sources, 'defineJobSpec').find((each) => each.name === names.jobSpec);
  if (!builder || !jobSpec) {
    const known = declaredBy(sources, 'defineBuilder').map((each) => each.name);
    throw new Refusal({
      code: 'generator.not-found',
      place: `step ${name}`,
      cause: `no source below ${sources.root} declares ${builder ? names.jobSpec : names.builder}`,
      remedy: `Name one of the builders without its end: ${known.join(', ')}.`,
    });
  }
  return { names, builder, jobSpec, job: pathsOf(tree, sources, names).job, writes: writtenBy(sources, jobSpec) };
}

function writtenBy(sources: Sources, jobSpec: DeclaredObject): readonly DeclaredDataset[] {
  const writes = memberOf(jobSpec.options, 'writes');
  const list = writes && listOf(sources, jobSpec.path, writes);
  return (list?.list.getElements() ?? []).flatMap((element) => {
    if (!list || !Node.isIdentifier(element)) return [];
    const declared = declarationOf(sources, list.path, element.getText());
    const constant = declared?.declaration.getName();
    const found = declaredBy(sources, 'defineDataset').find(
      (each) => each.path === declared?.path && each.name === constant,
    );
    const name = found && memberOf(found.options, 'name');
    const dataset = found && name && literalOf(sources, found.path, name);
    return found && dataset !== undefined ? [{ dataset, constant: found.name, path: found.path }] : [];
  });
}

/**
 * Refuses to take a step away whose datasets other jobs read.
 * @throws Refusal that names them
 */
export function refuseReaders(sources: Sources, step: FoundStep): void {
  const readers = step.writes.flatMap(({ dataset, constant }) =>
    jobSpecsNaming(sources, 'reads', constant).map(({ name, path }) => `${name} (${path}) reads ${dataset}`),
  );
  if (readers.length === 0) return;
  throw new Refusal({
    code: 'generator.in-use',
    place: `step ${step.names.name}`,
    cause: readers.join('; '),
    remedy: 'Remove those steps first, or let them read another dataset.',
  });
}
