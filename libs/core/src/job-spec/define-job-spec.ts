import { z } from 'zod';
import { baseJobSpec } from './base-job-spec';
import type { Dataset } from '../dataset/dataset';
import { defaultPrefix, type PrefixScope } from '../dataset/prefix';
import { NdrError, refuse, type Problem } from '../errors/ndr-error';

/** A JobSpec with every default written out and every prefix resolved. */
export interface JobSpec {
  readonly project_name: string;
  readonly job_name: string;
  readonly feature_spec_version: string;
  readonly reads: Readonly<Record<string, DatasetLocation>>;
  readonly writes: Readonly<Record<string, DatasetLocation>>;
  readonly [setting: string]: unknown;
}

/** Where a dataset lies. */
export interface DatasetLocation {
  readonly s3_prefix: string;
  readonly format: string;
}

/** The contract between a job and those who configure it. */
export interface JobSpecDefinition {
  readonly jobName: string;
  readonly reads: readonly Dataset[];
  readonly writes: readonly Dataset[];
  readonly schema: z.ZodType<JobSpec>;
  /** Names of the job's settings, beside the common part. */
  readonly settingNames: readonly string[];
  /** Those of them that must have one value in every job of a set that shares them. */
  readonly sharedNames: readonly string[];
}

/** What a job's author states: the job, its datasets, its settings with their defaults. */
export interface JobSpecOptions {
  readonly jobName: string;
  readonly reads: readonly Dataset[];
  readonly writes: readonly Dataset[];
  /** Settings that other jobs declare as shared too: the jobs of a set must agree on them. */
  readonly shared?: z.core.$ZodLooseShape;
  /** Settings of this job alone, whatever a setting of the same name means to another. */
  readonly settings: z.core.$ZodLooseShape;
  /** What settings that are right by themselves must be to each other. */
  readonly check?: (spec: JobSpec) => readonly SettingFault[];
}

/** A setting that contradicts another. */
export interface SettingFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Declares a job's JobSpec; the schema is the source of its types, defaults, documentation and Python classes. */
export function defineJobSpec(options: JobSpecOptions): JobSpecDefinition {
  const { jobName, reads, writes, shared = {}, settings, check } = options;
  const shape = z.strictObject({ ...baseJobSpec(jobName, reads, writes), ...shared, ...settings });
  const schema = check ? shape.check(({ value, issues }) => void issues.push(...issuesOf(value, check))) : shape;
  return {
    jobName,
    reads,
    writes,
    schema,
    settingNames: [...Object.keys(shared), ...Object.keys(settings)],
    sharedNames: Object.keys(shared),
  };
}

function issuesOf(spec: JobSpec, check: NonNullable<JobSpecOptions['check']>): z.core.$ZodRawIssue[] {
  return check(spec).map(({ path, message }) => ({ code: 'custom', input: spec, path: [...path], message }));
}

/** Where a setting was written, by its path: a file with line and column, or a table's item. */
export type PlaceOf = (path: readonly PropertyKey[]) => string;

/**
 * The JobSpec that a job reads: `written` with every default and prefix filled in.
 * @param written what a person wrote, with `${bucket}` where the environment's bucket belongs
 * @param place where it, or each of its settings, was written; for messages
 * @throws NdrError `job-spec.invalid` with every fault
 */
export function effectiveJobSpec(
  definition: JobSpecDefinition,
  written: unknown,
  scope: PrefixScope,
  place: string | PlaceOf,
): JobSpec {
  const placeOf = typeof place === 'string' ? () => place : place;
  const given = withBucket(written, scope.bucket);
  if (!isObject(given)) {
    throw new NdrError({
      code: 'job-spec.invalid',
      place: placeOf([]),
      cause: 'it is not a mapping of settings',
      remedy: 'Write `setting: value` lines, or make the file anew with `ndr job-specs init`.',
    });
  }
  const result = definition.schema.safeParse({
    project_name: scope.project,
    job_name: definition.jobName,
    feature_spec_version: scope.version,
    ...given,
    reads: withDefaultPrefixes(definition.reads, given.reads, scope),
    writes: withDefaultPrefixes(definition.writes, given.writes, scope),
  });
  if (!result.success) throw invalid(result.error, placeOf);
  refuse([
    ...belongsElsewhere('project_name', result.data.project_name, scope.project, placeOf),
    ...belongsElsewhere('feature_spec_version', result.data.feature_spec_version, scope.version, placeOf),
  ]);
  return result.data;
}

function belongsElsewhere(setting: string, written: string, expected: string, placeOf: PlaceOf): readonly Problem[] {
  if (written === expected) return [];
  return [
    {
      code: 'job-spec.invalid',
      place: `${placeOf([setting])}: ${setting}`,
      cause: `it says ${written}, and the JobSpec is read for ${expected}`,
      remedy: `Leave ${setting} out, or move the JobSpec.`,
    },
  ];
}

function invalid(error: z.ZodError, placeOf: PlaceOf): NdrError {
  // A failed parse has at least one issue.
  const [first, ...rest] = error.issues.map((issue) => problemOf(issue, placeOf)) as [Problem, ...Problem[]];
  return new NdrError(first, rest);
}

function problemOf(issue: z.core.$ZodIssue, placeOf: PlaceOf): Problem {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const place = placeOf([...issue.path, ...unknown]);
  const path = issue.path.map(String).join('.');
  return {
    code: 'job-spec.invalid',
    place: path === '' ? place : `${place}: ${path}`,
    cause: issue.message,
    remedy: remedyOf(issue) ?? 'Correct the setting; every default stands in what `ndr job-specs init` writes.',
  };
}

/** The remedy that a schema's own check gives in the `params` of its issue. */
function remedyOf(issue: z.core.$ZodIssue): string | undefined {
  const remedy: unknown = issue.code === 'custom' ? issue.params?.remedy : undefined;
  return typeof remedy === 'string' ? remedy : undefined;
}

function withDefaultPrefixes(datasets: readonly Dataset[], given: unknown, scope: PrefixScope): unknown {
  if (given !== undefined && !isObject(given)) return given;
  const defaults = datasets.map((dataset) => {
    const location = given?.[dataset.name];
    const prefix = { s3_prefix: defaultPrefix(dataset, scope) };
    return [dataset.name, location === undefined ? prefix : isObject(location) ? { ...prefix, ...location } : location];
  });
  return { ...given, ...Object.fromEntries(defaults) };
}

function withBucket(value: unknown, bucket: string): unknown {
  if (typeof value === 'string') return value.replaceAll('${bucket}', bucket);
  if (Array.isArray(value)) return value.map((each) => withBucket(each, bucket));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withBucket(each, bucket)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
