import { jobSpecDocument, jobSpecSchemaFile } from '@ndr/core';
import type { Derivation } from '../model/derivation';
import { jobSpecsOf } from '../model/exported-definitions';

/** The schema file of each JobSpec, and as `document` the page of their settings. */
const jobSpecs: Derivation = (exported) => {
  const definitions = jobSpecsOf(exported);
  const schemas = definitions.map((each) => [`${each.jobName}.schema.json`, jobSpecSchemaFile(each)] as const);
  return { ...Object.fromEntries(schemas), document: jobSpecDocument(definitions, 'npx nx sync') };
};
export default jobSpecs;
