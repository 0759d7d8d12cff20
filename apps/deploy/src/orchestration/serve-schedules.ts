import { accountServices, expireLocks, type ActionContext, type OrchestrationServices } from '@ndr/aws';
import { fireSchedules, systemClock, WaitingTasks } from '@ndr/local-sagemaker';
import { orchestrationSettings, schedules, type StateMachineName } from '@ndr/pipelines';
import { localTaskTokens, objectCreated, Orchestrator } from './orchestrator';
import { watchRecords } from './watch-records';

/** Pipelines that run by themselves on this machine. */
export interface LocalSchedules {
  /** Tells that an execution of a pipeline has ended. */
  executionEnded(arn: string, status: string): void;
  /** Ends what orchestrates; executions that run go on. */
  stop(): void;
}

/**
 * Goes on with what servers before this one had under way, fires the schedules of the environment, and starts 15m for each
 * batch that is recorded.
 * @param since when this server began: batches from before are left to the schedule that catches up
 */
export function serveSchedules(account: ActionContext, since: Date): LocalSchedules {
  const { environment, reporter } = account;
  const settings = orchestrationSettings.parse(environment.orchestration ?? {});
  const waitingTasks = new WaitingTasks();
  const services = accountServices(account, { settings, tasks: localTaskTokens(waitingTasks) });
  const notice = (text: string) => reporter({ type: 'notice', text });
  const noticeOf = (what: string) => (error: unknown) => notice(`${what}: ${String(error)}`);
  const orchestrator = new Orchestrator({
    ...{ name: `local-${String(process.pid)}`, services, settings, clock: systemClock, waitingTasks },
    publish: ({ message }) => {
      notice(message);
      return Promise.resolve();
    },
    ended: (machine, end) => {
      if (end.status === 'FAILED') notice(`state machine ${machine}: ${end.cause}`);
    },
  });
  const begin = (machine: StateMachineName, input: unknown) => {
    orchestrator.start(machine, input).catch(noticeOf(`state machine ${machine}`));
  };
  const { scheduleSignal } = orchestrator;
  const beginAll = async () => {
    await takeOver(services, begin, notice).catch(noticeOf('going on with runs of former servers'));
    const put = (uri: string) => begin('batch', createdEvent(uri));
    const records = { services, since, clock: systemClock, put, failed: noticeOf('looking for batches') };
    void watchRecords(records, scheduleSignal);
    const fire = ({ machine, input }: { readonly machine: StateMachineName; readonly input: unknown }) => {
      begin(machine, input);
    };
    void fireSchedules(schedules(settings), fire, systemClock, scheduleSignal);
  };
  void beginAll();
  return {
    executionEnded: (arn, status) => {
      orchestrator.executionEnded(arn, status).catch(noticeOf(`end of ${arn}`));
    },
    stop: () => {
      orchestrator.stop();
    },
  };
}

/** This server has the state folder for itself: what others had in hand, nobody has any more. */
async function takeOver(
  services: OrchestrationServices,
  begin: (machine: StateMachineName, input: unknown) => void,
  notice: (text: string) => void,
): Promise<void> {
  const runs = await expireLocks(services);
  if (runs.length === 0) return;
  notice(`going on with what a former server had under way: ${runs.map(({ key }) => key).join(', ')}`);
  begin('batch', { takeOver: true });
}

function createdEvent(uri: string): unknown {
  const [, , bucket = '', ...key] = uri.split('/');
  return objectCreated(bucket, key.join('/'));
}
