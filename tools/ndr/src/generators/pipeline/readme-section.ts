import type { NewPipeline } from './pipeline-module';

/** `text` with a section on a pipeline, before the one that says where things are, or at its end. */
export function pipelineSection(text: string, { names, description, parameters }: NewPipeline): string {
  const section = `## ${names.name}

\`${names.build}({ roleArn, region, defaultBucket, pipelineName? })\`, by default \`${names.name}\`: ${description}. Its jobs
take the parameters of a ${parameters === 'batch' ? 'mini-batch' : 'run of baselines'}.

| parameter | type | default | value |
| --------- | ---- | ------- | ----- |
| those of \`${parameters}Parameters\` and \`processorParameters\` | | | as above |

`;
  const end = text.indexOf('\n## Where things are');
  if (end === -1) return `${text.trimEnd()}\n\n${section}`;
  return `${text.slice(0, end + 1)}${section}${text.slice(end + 1)}`;
}
