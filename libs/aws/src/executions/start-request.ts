import {
  checkParameterValues,
  NdrError,
  refuse,
  selectSteps,
  sha256Hex,
  type Parameter,
  type Scalar,
  type Step,
} from '@ndr/core';
import { pipelineOfExecution } from './execution-arn';

/** What is to be started, as somebody asks for it. */
export interface StartRequest {
  readonly pipeline: StartablePipeline;
  /** Values of parameters, as text or of the parameter's type. */
  readonly parameters: Readonly<Record<string, Scalar>>;
  /** Values of an environment, for those parameters that the pipeline has and that are not given. */
  readonly defaults?: Readonly<Record<string, Scalar>>;
  /** Expression that selects steps; all of them unless given. */
  readonly select?: string;
  /** Execution whose results stand for steps that are not selected; the newest in which these succeeded unless given. */
  readonly source?: string;
  /** Any text: the same one starts one execution, however often it is given. */
  readonly token?: string;
  readonly displayName?: string;
  /** Version of the pipeline; the newest unless given. */
  readonly version?: number;
}

/** What of a pipeline decides how it can be started. */
export interface StartablePipeline {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly steps: readonly Step[];
}

/** A request that is known to be right, as far as the pipeline says. */
export interface CheckedStart {
  readonly pipeline: string;
  /** Overrides, as SageMaker takes them. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly displayName?: string;
  readonly version?: number;
  readonly selection?: Selection;
}

/** The steps that an execution runs. */
export interface Selection {
  readonly steps: readonly string[];
  readonly source?: string;
  /** Steps that are not selected, and that selected ones use or wait for. */
  readonly needs: readonly string[];
}

/**
 * Checks a request against the pipeline, without a call.
 * @throws NdrError `parameter.…`, `selection.…`, `usage` with all that is wrong
 */
export function checkStart(request: StartRequest): CheckedStart {
  const { pipeline, token, displayName, version, select, source } = request;
  const selection = select === undefined ? undefined : selectionOf(pipeline, select, source);
  if (source !== undefined && !selection) throw sourceWithoutSelection();
  return {
    pipeline: pipeline.name,
    parameters: overrides(request),
    ...(token !== undefined && { token: requestToken(token) }),
    ...(displayName !== undefined && { displayName }),
    ...(version !== undefined && { version }),
    ...(selection && { selection }),
  };
}

/** The values that somebody gave, checked; what has a default stays the definition's. */
function overrides({ pipeline: { parameters }, parameters: own, defaults = {} }: StartRequest): Record<string, string> {
  const declared = new Set(parameters.map(({ name }) => name));
  const used = Object.entries(defaults).filter(([name]) => declared.has(name));
  const given = { ...Object.fromEntries(used), ...own };
  const { values, problems } = checkParameterValues(parameters, given);
  refuse(problems);
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => Object.hasOwn(given, name))
      .map(([name, value]) => [name, String(value)]),
  );
}

function selectionOf(pipeline: StartablePipeline, expression: string, source: string | undefined): Selection {
  const steps = selectSteps(pipeline, expression);
  const withAncestors = selectSteps(pipeline, steps.map((name) => `+${name}`).join(','));
  if (source !== undefined && pipelineOfExecution(source) !== pipeline.name) throw sourceOfAnother(source, pipeline);
  const needs = withAncestors.filter((name) => !steps.includes(name));
  return { steps, needs, ...(source !== undefined && { source }) };
}

const tokenLength = { least: 32, most: 128 } as const;

/** A token of the length that SageMaker takes: another text becomes its digest. */
function requestToken(token: string): string {
  const isRight = token.length >= tokenLength.least && token.length <= tokenLength.most;
  return isRight ? token : sha256Hex(token);
}

function sourceWithoutSelection(): NdrError {
  return new NdrError({
    code: 'usage',
    place: '--source',
    cause: 'every step is run, so that nothing is taken from another execution',
    remedy: 'Select steps as well: --select +STEP',
  });
}

function sourceOfAnother(source: string, { name }: StartablePipeline): NdrError {
  return new NdrError({
    code: 'usage',
    place: '--source',
    cause: `${source} is no execution of ${name}`,
    remedy: `Give one that \`ndr list ${name}\` shows.`,
  });
}
