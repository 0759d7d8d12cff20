import type { BuilderPipeline, Dataset } from '@ndr/core';
import { code, codes, markdownTable } from '../../markdown-table';

/** Which pipelines there are, the steps of each with what they read and write, and who has a part in each dataset. */
export function cataloguePage(pipelines: readonly BuilderPipeline[], datasets: readonly Dataset[]): string {
  return [
    '<!-- Derived by `npx nx sync` from builders and datasets. Do not edit. -->',
    '',
    '# Catalogue',
    '',
    '## Pipelines',
    '',
    ...pipelines.flatMap(pipelineSection),
    '## Datasets',
    '',
    ...markdownTable(
      ['dataset', 'what', 'written by', 'read by'],
      datasets.map((dataset) => [
        code(dataset.name),
        dataset.description,
        dataset.external ? 'others' : codes(stepsWith(pipelines, 'writes', dataset)),
        codes(stepsWith(pipelines, 'reads', dataset)),
      ]),
    ),
  ].join('\n');
}

function pipelineSection({ name, description, steps, builders, parameters }: BuilderPipeline): readonly string[] {
  const waits = new Map(steps.map((step) => [step.name, step.dependsOn]));
  const namesOf = (all: readonly Dataset[]) => codes(all.map((dataset) => dataset.name));
  return [
    `### ${name}`,
    '',
    ...(description === undefined ? [] : [`${description}.`, '']),
    ...markdownTable(
      ['step', 'job', 'reads', 'writes', 'waits for'],
      builders.map(({ stepName, jobSpec, reads, writes }) => [
        code(stepName),
        code(jobSpec.jobName),
        namesOf(reads),
        namesOf(writes),
        codes((waits.get(stepName) ?? []).map(String)),
      ]),
    ),
    `Parameters: ${codes(parameters.map((parameter) => parameter.name))}.`,
    '',
  ];
}

function stepsWith(
  pipelines: readonly BuilderPipeline[],
  side: 'reads' | 'writes',
  { name }: Dataset,
): readonly string[] {
  const builders = pipelines.flatMap((pipeline) => pipeline.builders);
  const named = builders.filter((builder) => builder[side].some((dataset) => dataset.name === name));
  return [...new Set(named.map(({ stepName }) => stepName))];
}
