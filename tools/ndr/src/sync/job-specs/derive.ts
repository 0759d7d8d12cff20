import { jobSpecDocument, jobSpecSchemaFile, type JobSpecDefinition } from '@ndr/core';
import type { Derivation } from '../model/derivation';

/** The schema file of each JobSpec, and as `document` the page of their settings. */
const jobSpecs: Derivation = (exported) => {
  const definitions = exported.map(([, value]) => value).filter(isJobSpecDefinition);
  const schemas = definitions.map((each) => [`${each.jobName}.schema.json`, jobSpecSchemaFile(each)] as const);
  return { ...Object.fromEntries(schemas), document: jobSpecDocument(definitions, 'npx nx sync') };
};
export default jobSpecs;

function isJobSpecDefinition(value: unknown): value is JobSpecDefinition {
  return typeof value === 'object' && value !== null && 'jobName' in value && 'sharedNames' in value;
}
