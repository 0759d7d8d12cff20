import { newJobSpec } from './new-job-spec';
import { renderJobSpec, textOf, valueNode } from './render-job-spec';
import { checkSettings, pathOf, settingsOf, type Settings } from './settings';
import type { PrefixScope } from '../../dataset/prefix';
import { refuse, type Problem } from '../../errors/ndr-error';
import { parsePlacedYaml } from '../../yaml/placed-yaml';
import { effectiveJobSpec, type JobSpecDefinition } from '../define-job-spec';
import { canonicalJson } from '../digest';

/** The text of a JobSpec file, and where it lies. */
export interface JobSpecText {
  readonly path: string;
  readonly text: string;
}

/** What the files of a set are to be. */
export interface JobSpecFileOptions {
  /** Of every job of the set. */
  readonly definitions: readonly JobSpecDefinition[];
  /** What is set beside the defaults. */
  readonly settings: Settings;
  /** Lets a setting replace what a file says. */
  readonly force: boolean;
}

/** The file of a job, as it shall be. */
export interface PlannedJobSpec {
  readonly jobName: string;
  readonly text: string;
  readonly action: 'created' | 'changed' | 'kept';
}

/** A file that exists, after the settings. */
interface ExistingJobSpec extends PlannedJobSpec {
  readonly definition: JobSpecDefinition;
  readonly written: unknown;
}

/**
 * The files of a set: those that it lacks, with every default and the shared settings of the files that are there; what
 * exists stays, except that `force` lets a setting replace what a file says.
 * @param existing the files that are there, by job
 * @throws NdrError `job-spec.unknown-setting`, `job-spec.exists`, `job-spec.invalid`
 */
export function planJobSpecFiles(
  options: JobSpecFileOptions,
  scope: PrefixScope,
  existing: ReadonlyMap<string, JobSpecText>,
): readonly PlannedJobSpec[] {
  const { definitions, settings } = options;
  checkSettings(definitions, settings);
  const problems: Problem[] = [];
  const present = definitions.flatMap((definition) => {
    const file = existing.get(definition.jobName);
    return file ? [withSettings(definition, file, options, scope, problems)] : [];
  });
  refuse(problems);
  return definitions.map((definition) => {
    const { jobName } = definition;
    const found = present.find((each) => each.jobName === jobName);
    if (found) return { jobName, text: found.text, action: found.action };
    const text = renderJobSpec(definition, newJobSpec(definition, scope, settings, present));
    return { jobName, text, action: 'created' };
  });
}

/** Applies to an existing file what is set; adds a problem for each value that differs, unless forced. */
function withSettings(
  definition: JobSpecDefinition,
  file: JobSpecText,
  { settings, force }: JobSpecFileOptions,
  scope: PrefixScope,
  problems: Problem[],
): ExistingJobSpec {
  const { document, placeOf } = parsePlacedYaml(file.text, file.path, 'job-spec.invalid');
  let before = canonicalJson(effectiveJobSpec(definition, document.toJS(), scope, placeOf));
  let isChanged = false;
  for (const [key, value] of settingsOf(definition, settings)) {
    const path = pathOf(key);
    const found: unknown = document.getIn(path);
    const candidate = document.clone();
    candidate.setIn(path, valueNode(candidate, value));
    const after = canonicalJson(effectiveJobSpec(definition, candidate.toJS(), scope, `--set ${key}`));
    if (after === before) continue;
    if (!force) problems.push(differs(`${placeOf(path)}: ${key}`, found, value));
    document.setIn(path, valueNode(document, value));
    before = after;
    isChanged = true;
  }
  return {
    definition,
    jobName: definition.jobName,
    written: document.toJS(),
    text: isChanged ? textOf(document) : file.text,
    action: isChanged ? 'changed' : 'kept',
  };
}

function differs(place: string, found: unknown, value: unknown): Problem {
  const says = found === undefined ? 'leaves it at its default' : `says ${JSON.stringify(found)}`;
  return {
    code: 'job-spec.exists',
    place,
    cause: `the file ${says}, and --set says ${JSON.stringify(value)}`,
    remedy: 'Edit the file, or repeat with --force.',
  };
}
