import { parseDocument } from 'yaml';
import { pathOf, settingsOf, type Settings } from './settings';
import type { Dataset } from '../../dataset/dataset';
import { defaultPrefix, type PrefixScope } from '../../dataset/prefix';
import { effectiveJobSpec, type DatasetLocation, type JobSpecDefinition } from '../define-job-spec';

/** What a file of the same set says. */
interface Sibling {
  readonly definition: JobSpecDefinition;
  readonly written: unknown;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * What a new file of a set says: every default, the settings and locations that `siblings` share with it, and
 * `settings` above both. Prefixes keep `${bucket}`, so that the file serves every environment.
 * @throws NdrError `job-spec.invalid` when a setting has a value that the job does not take
 */
export function newJobSpec(
  definition: JobSpecDefinition,
  scope: PrefixScope,
  settings: Settings,
  siblings: readonly Sibling[],
): Members {
  const draft = parseDocument(JSON.stringify(shared(definition, siblings)));
  for (const [key, value] of settingsOf(definition, settings)) draft.setIn(pathOf(key), draft.createNode(value));
  const given = draft.toJS() as Members;
  const effective = effectiveJobSpec(definition, given, scope, `--set for ${definition.jobName}`);
  const portable = { ...scope, bucket: '${bucket}' };
  return {
    ...effective,
    reads: locations(definition.reads, effective.reads, given.reads, portable),
    writes: locations(definition.writes, effective.writes, given.writes, portable),
  };
}

function locations(
  datasets: readonly Dataset[],
  effective: Readonly<Record<string, DatasetLocation>>,
  given: unknown,
  portable: PrefixScope,
): Members {
  return Object.fromEntries(
    datasets.map((dataset) => {
      const prefix = member(member(given, dataset.name), 's3_prefix') ?? defaultPrefix(dataset, portable);
      return [dataset.name, { ...effective[dataset.name], s3_prefix: prefix }];
    }),
  );
}

/** What the siblings say of settings and datasets that they share with `definition`; the first that says it counts. */
function shared(definition: JobSpecDefinition, siblings: readonly Sibling[]): Members {
  const settings = definition.sharedNames.map((name) => {
    const sharing = siblings.filter((sibling) => sibling.definition.sharedNames.includes(name));
    return [name, firstOf(sharing, name)] as const;
  });
  return {
    ...Object.fromEntries(settings.filter(([, value]) => value !== undefined)),
    reads: sharedLocations(definition.reads, siblings),
    writes: sharedLocations(definition.writes, siblings),
  };
}

function sharedLocations(datasets: readonly Dataset[], siblings: readonly Sibling[]): Members {
  const found = datasets.map(({ name }) => {
    const location = firstOf(siblings, 'writes', name) ?? firstOf(siblings, 'reads', name);
    return [name, location] as const;
  });
  return Object.fromEntries(found.filter(([, location]) => location !== undefined));
}

function firstOf(siblings: readonly Sibling[], ...path: readonly string[]): unknown {
  return siblings.map(({ written }) => path.reduce(member, written)).find((value) => value !== undefined);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Members)[name] : undefined;
}
