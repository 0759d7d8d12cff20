import { changeItem, type LedgerKey } from './ledger';
import type { PipelineRun } from './pipeline-run';
import type { OrchestrationServices } from './services';

/** Who waits for an execution. */
export interface Awaiting {
  readonly run: PipelineRun;
  readonly task_token: string;
}

function keyOf(arn: string): LedgerKey {
  return { project_name: '#executions', job_name_version: arn };
}

/** Remembers whose task waits for the end of an execution; a former task waits no more. */
export async function awaitExecution(
  { ledger, clock }: OrchestrationServices,
  arn: string,
  awaiting: Awaiting,
): Promise<void> {
  await changeItem<Awaiting, undefined>(ledger, keyOf(arn), clock.now(), () => ({
    value: awaiting,
    result: undefined,
  }));
}

/** Who waits for an execution; undefined when nobody does. */
export async function whoAwaits({ ledger }: OrchestrationServices, arn: string): Promise<Awaiting | undefined> {
  return (await ledger.read(keyOf(arn)))?.value as Awaiting | undefined;
}
