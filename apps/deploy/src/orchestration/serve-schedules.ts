import { accountServices, type ActionContext, type OrchestrationServices } from '@ndr/aws';
import { fireSchedules, systemClock, WaitingTasks } from '@ndr/local-sagemaker';
import { orchestrationSettings, schedules } from '@ndr/pipelines';
import { localTaskTokens, objectCreated, Orchestrator } from './orchestrator';

/** Pipelines that run by themselves on this machine. */
export interface LocalSchedules {
  /** Tells that an execution of a pipeline has ended. */
  executionEnded(arn: string, status: string): void;
  /** Ends what orchestrates; executions that run go on. */
  stop(): void;
}

/** How often it is looked for batch records that were put: a folder tells nobody. */
const lookMs = 5_000;

/** Fires the schedules of the environment, and starts 15m for each batch that is recorded from now on. */
export function serveSchedules(account: ActionContext): LocalSchedules {
  const { environment, reporter } = account;
  const settings = orchestrationSettings.parse(environment.orchestration ?? {});
  const waitingTasks = new WaitingTasks();
  const services = accountServices(account, { settings, tasks: localTaskTokens(waitingTasks) });
  const notice = (text: string) => reporter({ type: 'notice', text });
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
  const begin = (machine: Parameters<Orchestrator['start']>[0], input: unknown) => {
    orchestrator.start(machine, input).catch((error: unknown) => {
      notice(`state machine ${machine}: ${String(error)}`);
    });
  };
  void fireSchedules(
    schedules(settings),
    ({ machine, input }) => begin(machine, input),
    systemClock,
    orchestrator.scheduleSignal,
  );
  void watchRecords(services, (uri) => begin('batch', createdEvent(uri)), orchestrator.scheduleSignal, notice);
  return {
    executionEnded: (arn, status) => {
      orchestrator.executionEnded(arn, status).catch((error: unknown) => {
        notice(`end of ${arn}: ${String(error)}`);
      });
    },
    stop: () => {
      orchestrator.stop();
    },
  };
}

/** Tells of batch records that were put after the first look, until `signal` aborts. */
async function watchRecords(
  services: OrchestrationServices,
  put: (uri: string) => void,
  signal: AbortSignal,
  notice: (text: string) => void,
): Promise<void> {
  const known = new Map<string, number>();
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    try {
      const prefixes = new Set((await services.projectSets()).map(({ integration }) => `${integration}_batches/`));
      for (const prefix of prefixes) {
        for (const { uri, modified } of await services.objects.list(prefix)) {
          const isNew = known.get(uri) !== modified.getTime();
          known.set(uri, modified.getTime());
          if (isNew && !isFirst) put(uri);
        }
      }
    } catch (error) {
      notice(`looking for batches: ${String(error)}`);
    }
    await systemClock.wait(lookMs, signal);
  }
}

function createdEvent(uri: string): unknown {
  const [, , bucket = '', ...key] = uri.split('/');
  return objectCreated(bucket, key.join('/'));
}
