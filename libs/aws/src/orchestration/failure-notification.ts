import type { PipelineRun } from './pipeline-run';
import type { OrchestrationServices } from './services';

/** What people are told when a run was given up. */
export interface Notification {
  readonly subject: string;
  readonly message: string;
}

/** Subjects of SNS have at most 100 characters. */
const subjectLength = 100;

/** Pipeline, run, step and reason, link, and the commands to look at it and to resume. */
export function failureNotification(
  run: PipelineRun,
  executionArn: string | undefined,
  error: { readonly Error: string; readonly Cause: string } | undefined,
  { linkOf, commandOf }: Pick<OrchestrationServices, 'linkOf' | 'commandOf'>,
): Notification {
  const { Error: fault = 'Ndr.Unknown', Cause: cause = '' } = error ?? {};
  const link = executionArn === undefined ? undefined : linkOf(executionArn);
  const lines = [
    `Pipeline: ${run.pipeline}`,
    `Project: ${run.project}, version ${run.version}`,
    `Run: ${run.key}, ${run.start} to ${run.end}`,
    `Fault: ${fault}`,
    `Reason: ${cause}`,
    ...(executionArn === undefined
      ? []
      : [
          `Execution: ${executionArn}`,
          ...(link === undefined ? [] : [`Link: ${link}`]),
          `Its logs: ${commandOf(`ndr logs ${executionArn}`)}`,
          `To go on with it: ${commandOf(`ndr retry ${executionArn} --wait`)}`,
        ]),
    `To do what is missing: ${commandOf(run.command)}`,
  ];
  return { subject: `ndr: ${run.project} ${run.key} failed`.slice(0, subjectLength), message: lines.join('\n') };
}
