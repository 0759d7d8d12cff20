import type { Tree } from '@nx/devkit';
import { join } from 'node:path/posix';
import { Node, type Expression, type ObjectLiteralExpression } from 'ts-morph';
import type { z } from 'zod';
import { planSetting, type PlannedSetting } from './plan-setting';
import type { parameterOptions } from './options';
import { buildersIn } from '../../model/find-builders';
import { declarationOf, literalOf } from '../../model/declarations';
import type { DeclaredObject } from '../../model/find-declared';
import { findPipelines, listOf, listsOf, type DeclaredPipeline } from '../../model/find-pipelines';
import { memberOf } from '../../model/members';
import type { Sources } from '../../model/sources';
import type { ParameterNames } from '../../names/parameter-names';
import { Refusal, type RefusalText } from '../../refusal';

type Options = z.output<typeof parameterOptions>;

/** A job that takes the parameter: its builder, and with `setting` its JobSpec. */
export interface PlannedJob {
  readonly builder: DeclaredObject;
  readonly setting: PlannedSetting | undefined;
}

/** The constant that declares a parameter, and its file. */
interface ParameterConstant {
  readonly path: string;
  readonly constant: string;
}

/** Where a parameter goes. */
export interface PlannedParameter {
  /** Its constant, and the file that declares it, now or then. */
  readonly constant: string;
  readonly declaredIn: string;
  readonly isDeclared: boolean;
  readonly pipeline: DeclaredObject;
  readonly jobs: readonly PlannedJob[];
}

/**
 * Finds where a parameter is to be declared and added.
 * @throws Refusal when something is there already, is not found, or is computed
 */
export function planParameter(tree: Tree, sources: Sources, options: Options, names: ParameterNames): PlannedParameter {
  const pipeline = pipelineOf(sources, options.pipeline);
  const declared = declarationOfParameter(sources, names.name);
  const constant = declared?.constant ?? names.constant;
  const declaredIn = declared?.path ?? join(sources.root, 'pipelines', 'parameters.ts');
  if (!declared && tree.exists(declaredIn) && sources.syntax(declaredIn).getVariableDeclaration(constant)) {
    throw refusal('generator.exists', declaredIn, `it has a constant ${constant} already`, 'Choose another name.');
  }
  if (pipeline.parameters && isAmong(sources, pipeline.path, pipeline.parameters, declared)) {
    throw refusal(
      'generator.exists',
      pipeline.path,
      `${options.pipeline} has the parameter ${names.name} already`,
      'Nothing is to do.',
    );
  }
  const holder = pipeline.builders.getParent()?.getParent();
  if (!pipeline.parameters || !Node.isObjectLiteralExpression(holder)) throw computed(pipeline, constant);
  return {
    constant,
    declaredIn,
    isDeclared: declared !== undefined,
    pipeline: { path: pipeline.path, name: options.pipeline, options: holder },
    jobs: jobsOf(sources, pipeline, options).flatMap((builder) => {
      const parameters = memberOf(builder.options, 'parameters');
      if (!parameters) throw missing(builder, constant);
      if (isAmong(sources, builder.path, parameters, declared)) return [];
      return [{ builder, setting: options.setting ? planSetting(tree, sources, builder, names) : undefined }];
    }),
  };
}

function pipelineOf(sources: Sources, name: string): DeclaredPipeline {
  const pipelines = findPipelines(sources);
  const found = pipelines.find((pipeline) => pipeline.name === name);
  if (found) return found;
  const known = pipelines.map((pipeline) => pipeline.name).join(', ') || 'none';
  throw refusal(
    'generator.not-found',
    `--pipeline ${name}`,
    `no source below ${sources.root} declares it; found: ${known}`,
    'Give one of these.',
  );
}

/** The builders that take the parameter: those of `steps`, or all. */
function jobsOf(sources: Sources, pipeline: DeclaredPipeline, { steps }: Options): readonly DeclaredObject[] {
  const builders = buildersIn(sources, pipeline);
  if (!builders) {
    const cause = 'its builders are computed, or come from another package';
    throw refusal(
      'generator.by-hand',
      pipeline.path,
      cause,
      'Nothing was changed. Add the parameter to their `parameters` by hand.',
    );
  }
  const named = builders.map((builder) => [stepNameOf(sources, builder), builder] as const);
  if (!steps) return builders;
  return steps.map((step) => {
    const found = named.find(([name]) => name === step);
    if (found) return found[1];
    throw refusal(
      'generator.not-found',
      `--steps ${step}`,
      `${pipeline.name} has no such step`,
      `Use ${named.map(([name]) => name).join(', ')}.`,
    );
  });
}

function stepNameOf(sources: Sources, { path, options }: DeclaredObject): string {
  const name = memberOf(options, 'stepName');
  return (name && literalOf(sources, path, name)) ?? '';
}

/** Whether the list that `parameters` stands for names the constant, under any name, itself or in what it spreads. */
function isAmong(
  sources: Sources,
  path: string,
  parameters: Expression,
  found: ParameterConstant | undefined,
): boolean {
  const list = listOf(sources, path, parameters);
  if (!found || !list) return false;
  return listsOf(sources, list).some((each) =>
    each.list.getElements().some((element) => {
      const declared = declarationOf(sources, each.path, element.getText());
      return declared?.path === found.path && declared.declaration.getName() === found.constant;
    }),
  );
}

/** The constant that a source declares the parameter of that name as. */
function declarationOfParameter(sources: Sources, name: string): ParameterConstant | undefined {
  for (const path of sources.paths) {
    if (!sources.text(path).includes(`'${name}'`)) continue;
    for (const declaration of sources.syntax(path).getVariableDeclarations()) {
      const call = declaration.getInitializer();
      if (
        !Node.isCallExpression(call) ||
        !/^(string|integer|float|boolean)Parameter$/.test(call.getExpression().getText())
      )
        continue;
      const [argument] = call.getArguments();
      if (Node.isStringLiteral(argument) && argument.getLiteralText() === name) {
        return { path, constant: declaration.getName() };
      }
    }
  }
  return undefined;
}

const refusal = (code: RefusalText['code'], place: string, cause: string, remedy: string) =>
  new Refusal({ code, place, cause, remedy });

function computed({ path, name }: DeclaredPipeline, constant: string): Refusal {
  return new Refusal({
    code: 'generator.by-hand',
    place: path,
    cause: `the parameters of ${name} are computed`,
    remedy: 'Nothing was changed. Let `parameters` stand beside `builders`, or add by hand:',
    byHand: { [path]: [`parameters: […, ${constant}]`] },
  });
}

function missing(
  { path, name }: { path: string; name: string; options: ObjectLiteralExpression },
  constant: string,
): Refusal {
  return new Refusal({
    code: 'generator.by-hand',
    place: path,
    cause: `the parameters of ${name} are computed`,
    remedy: 'Nothing was changed. Let `defineBuilder` have a member `parameters`, or add by hand:',
    byHand: { [path]: [`parameters: […, ${constant}]`] },
  });
}
