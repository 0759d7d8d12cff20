// Prints the JobSpecs of every job with every default, as the schemas of @ndr/pipelines have them: a JSON
// object, by job. Usage: node --conditions=@ndr/source -r @swc-node/register effective-job-specs.cjs BUCKET PROJECT VERSION
const { effectiveJobSpec } = require('@ndr/core');
const pipelines = require('@ndr/pipelines');

const [bucket, project, version] = process.argv.slice(2);
const builders = Object.values(pipelines).filter((exported) => exported?.stepName !== undefined);
const specs = builders.map(({ jobSpec }) => [
  jobSpec.jobName,
  effectiveJobSpec(jobSpec, {}, { bucket, project, version }, jobSpec.jobName),
]);
console.log(JSON.stringify(Object.fromEntries(specs)));
