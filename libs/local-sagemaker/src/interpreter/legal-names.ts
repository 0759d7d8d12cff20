import { codes, type Problem } from '@ndr/core';

const pipelineName = /^(?=.{1,256}$)[a-zA-Z0-9](-*[a-zA-Z0-9])*$/;
const stepName = /^[A-Za-z0-9\-_]{1,64}$/;

/** A problem where `name` is none that SageMaker takes for a pipeline: it becomes a part of ARNs. */
export function pipelineNameProblems(name: string): readonly Problem[] {
  return pipelineName.test(name) ? [] : [illegal(`pipeline ${shortened(name)}`)];
}

/** A problem where `name` is none that SageMaker takes for a step: it becomes a part of the names of jobs and folders. */
export function stepNameProblems(name: string): readonly Problem[] {
  return stepName.test(name) ? [] : [illegal(`step ${shortened(name)}`)];
}

function illegal(place: string): Problem {
  const { meaning, remedy } = codes['pipeline.illegal-name'];
  return { code: 'pipeline.illegal-name', place, cause: meaning, remedy };
}

function shortened(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}
