// Prints the JobSpecs of every job with every default, as the schemas of @ndr/pipelines have them: a JSON
// object, by job. Usage: node --conditions=@ndr/source -r @swc-node/register effective-job-specs.cjs BUCKET PROJECT VERSION
const { effectiveJobSpec } = require('@ndr/core');
const { deltaBuilder, fgABuilder, fgBBuilder, pairCountsBuilder } = require('@ndr/pipelines');

const [bucket, project, version] = process.argv.slice(2);
const specs = [deltaBuilder, fgABuilder, fgBBuilder, pairCountsBuilder].map(({ jobSpec }) => [
  jobSpec.jobName,
  effectiveJobSpec(jobSpec, {}, { bucket, project, version }, jobSpec.jobName),
]);
console.log(JSON.stringify(Object.fromEntries(specs)));
