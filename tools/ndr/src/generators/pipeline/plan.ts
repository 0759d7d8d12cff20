import type { Tree } from '@nx/devkit';
import { join } from 'node:path/posix';
import type { z } from 'zod';
import type { pipelineOptions } from './options';
import type { NewPipeline } from './pipeline-module';
import { capital } from '../../edits/source-text';
import { listNamed } from '../../model/list-named';
import { literalOf } from '../../model/declarations';
import { declaredBy, type DeclaredObject } from '../../model/find-declared';
import { findPipelines, listOf, listsOf, type DeclaredList } from '../../model/find-pipelines';
import { memberOf } from '../../model/members';
import type { Sources } from '../../model/sources';
import { pipelineNames } from '../../names/pipeline-names';
import { stepNames } from '../../names/step-names';
import { Refusal, type RefusalText } from '../../refusal';
import { pathsOf } from '../builder-step/plan-step';

type Options = z.output<typeof pipelineOptions>;

/** A new pipeline, and the list of build functions that it joins. */
export interface PlannedPipeline extends NewPipeline {
  readonly buildFunctions: DeclaredList;
}

/**
 * Decides what a new pipeline says.
 * @throws Refusal when it is there, would have no step, or a builder does not fit it
 */
export function planPipeline(tree: Tree, sources: Sources, options: Options): PlannedPipeline {
  const names = pipelineNames(options.name);
  const path = join(sources.root, 'pipelines', `${names.file}.ts`);
  const same = findPipelines(sources).find(({ name }) => name === names.name);
  if (same || tree.exists(path))
    throw refusal('generator.exists', same?.path ?? path, `${names.name} is there already`, 'Choose another name.');
  if (options.builders.length + options.steps.length === 0) {
    throw refusal(
      'generator.option',
      '--builders',
      'a pipeline needs a step',
      'Name builders that exist, or --steps to make.',
    );
  }
  checkSteps(tree, sources, options);
  const parts = ['build', 'parameters', 'processor'].map((part) => join(sources.root, 'pipelines', `${part}.ts`));
  const absent = parts.find((part) => !tree.exists(part));
  if (absent !== undefined)
    throw refusal(
      'generator.not-found',
      absent,
      'it is not there, and pipelines import it',
      'Run nx g ndr:init first.',
    );
  const builders = options.builders.map((name) => builderNamed(sources, name));
  for (const builder of builders) checkParameters(sources, builder, options.parameters);
  const description = (options.description ?? `what ${names.file.replaceAll('-', ' ')} computes`).replace(/\.$/, '');
  return {
    names,
    path,
    description: capital(description),
    parameters: options.parameters,
    builders,
    buildFunctions: buildFunctionsOf(sources, names.build, path),
  };
}

/** Refuses new steps that cannot be made; what else ndr:builder-step refuses, it refuses when it makes them. */
function checkSteps(tree: Tree, sources: Sources, { steps, reads, parameters }: Options): void {
  if (steps.length > 0 && parameters !== 'batch') {
    const cause = 'the steps that are made run over mini-batches';
    throw refusal(
      'generator.option',
      `--parameters ${parameters}`,
      cause,
      'Leave it out, or name builders that exist.',
    );
  }
  if (steps.length > 0 && reads === '')
    throw refusal('generator.option', '--reads', 'a new step reads something', 'Name a dataset: deltas.');
  const places = steps.flatMap((step) => Object.values(pathsOf(tree, sources, stepNames(step))));
  const taken = places.find((place) => tree.exists(place));
  if (taken !== undefined)
    throw refusal('generator.exists', taken, 'a new step would lie there', 'Name it under --builders, or otherwise.');
}

/** The builder that a step, or a constant, names. */
function builderNamed(sources: Sources, name: string): DeclaredObject {
  const builders = declaredBy(sources, 'defineBuilder');
  const step = ({ path, options }: DeclaredObject) => {
    const member = memberOf(options, 'stepName');
    return member && literalOf(sources, path, member);
  };
  const found = builders.find((each) => each.name === name || step(each) === name);
  if (found) return found;
  const known = builders.map((each) => step(each) ?? each.name).join(', ') || 'none';
  throw refusal(
    'generator.not-found',
    `--builders ${name}`,
    `no source below ${sources.root} declares it; found: ${known}`,
    'Name one of these.',
  );
}

/** Refuses a builder whose job takes a parameter that the pipeline would not have. */
function checkParameters(sources: Sources, { name, path, options }: DeclaredObject, kind: Options['parameters']): void {
  const member = memberOf(options, 'parameters');
  const taken = member && listOf(sources, path, member);
  const own = listNamed(sources, join(sources.root, 'pipelines', 'parameters.ts'), `${kind}Parameters`);
  if (!taken || !own) return; // declared in a package: synthesis tells
  const known = new Set(namesIn(sources, own));
  const lacking = namesIn(sources, taken).filter((each) => !known.has(each));
  if (lacking.length === 0) return;
  const cause = `${name} takes ${lacking.join(', ')}, which ${kind}Parameters lacks`;
  throw refusal(
    'generator.option',
    `--parameters ${kind}`,
    cause,
    'Choose the other parameters, or leave that builder out.',
  );
}

function namesIn(sources: Sources, list: DeclaredList): readonly string[] {
  return listsOf(sources, list).flatMap((each) =>
    each.list
      .getElements()
      .map((element) => element.getText())
      .filter((text) => !text.startsWith('...')),
  );
}

function buildFunctionsOf(sources: Sources, build: string, path: string): DeclaredList {
  const found = listNamed(sources, sources.entryPoint, 'buildFunctions');
  if (found) return found;
  throw new Refusal({
    code: 'generator.by-hand',
    place: sources.entryPoint,
    cause: 'it exports no array buildFunctions, which lists the build function of every pipeline',
    remedy: 'Nothing was changed. Let it export one:',
    byHand: { [sources.entryPoint]: [`export const buildFunctions = […, ${build}]; // of ${path}`] },
  });
}

function refusal(code: RefusalText['code'], place: string, cause: string, remedy: string): Refusal {
  return new Refusal({ code, place, cause, remedy });
}
