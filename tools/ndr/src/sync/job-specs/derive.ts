import { jobSpecDocument, jobSpecSchemaFile, type JobSpecDefinition } from '@ndr/core';

/** Prints what derives from the JobSpecs that the modules named on the command line export, as JSON. */
function main(entryPoints: readonly string[]): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which modules is known at run time only
  const exported = entryPoints.flatMap((path) => Object.values(require(path) as Record<string, unknown>));
  const definitions = exported.filter(isJobSpecDefinition);
  const schemas = definitions.map((each) => [`${each.jobName}.schema.json`, jobSpecSchemaFile(each)] as const);
  process.stdout.write(
    JSON.stringify({ ...Object.fromEntries(schemas), document: jobSpecDocument(definitions, 'npx nx sync') }),
  );
}

function isJobSpecDefinition(value: unknown): value is JobSpecDefinition {
  return typeof value === 'object' && value !== null && 'jobName' in value && 'sharedNames' in value;
}

main(process.argv.slice(2));
