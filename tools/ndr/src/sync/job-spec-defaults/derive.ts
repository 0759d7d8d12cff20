import { effectiveJobSpec } from '@ndr/core';
import type { Derivation } from '../model/derivation';
import { buildersOf } from '../model/exported-definitions';

/** Names that whoever reads the defaults puts its own in place of. */
const scope = { bucket: 'any-bucket', project: 'any-project', version: 'v1' };

/** As `text` the JobSpec of every job with every default written out, by job. */
const defaultJobSpecs: Derivation = (exported) => {
  const definitions = buildersOf(exported).map(({ jobSpec }) => jobSpec);
  const specs = definitions.map((each) => [each.jobName, effectiveJobSpec(each, {}, scope, each.jobName)] as const);
  const document = {
    $comment: 'Derived by `npx nx sync` from the schemas of JobSpecs. Do not edit.',
    job_specs: Object.fromEntries(specs),
  };
  return { text: `${JSON.stringify(document, undefined, 2)}\n` };
};
export default defaultJobSpecs;
