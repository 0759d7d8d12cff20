import type { JobSpecText } from './plan-job-spec-files';
import { textOf } from './render-job-spec';
import { defaultPrefix, type PrefixScope } from '../../dataset/prefix';
import { parsePlacedYaml } from '../../yaml/placed-yaml';
import type { JobSpecDefinition } from '../define-job-spec';

/**
 * The text of a JobSpec file for another project or version: what a person wrote, comments too. Prefixes that are the
 * defaults of `from` become those of `to`; others stay.
 * @throws NdrError `job-spec.invalid` when the file is no YAML
 */
export function copyJobSpec(
  { reads, writes }: JobSpecDefinition,
  { path, text }: JobSpecText,
  from: PrefixScope,
  to: PrefixScope,
): string {
  const { document } = parsePlacedYaml(text, path, 'job-spec.invalid');
  for (const [name, datasets] of Object.entries({ reads, writes })) {
    for (const dataset of datasets) {
      const place = [name, dataset.name, 's3_prefix'];
      if (document.getIn(place) === defaultPrefix(dataset, from)) document.setIn(place, defaultPrefix(dataset, to));
    }
  }
  const said = { project_name: to.project, feature_spec_version: to.version };
  for (const [setting, value] of Object.entries(said)) if (document.has(setting)) document.set(setting, value);
  return textOf(document);
}
