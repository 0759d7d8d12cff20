import { createClients } from '@ndr/aws';
import { NdrError, type Reporter } from '@ndr/core';
import { ensurePythonEnvironment, findServer, openLocalSagemaker } from '@ndr/local-sagemaker';
import { once } from 'node:events';
import { jvmOfJobs } from './jvm-of-job';
import { accessTo } from './open-local';
import { servingLines } from './serving-lines';
import type { Context } from '../context';
import { thisMachine } from '../environments';
import { serveSchedules, type LocalSchedules } from '../orchestration/serve-schedules';

/** Where the server listens. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly allowRemote: boolean;
  /** Pipelines run by themselves: when a batch is recorded, and when baselines are due. */
  readonly schedules: boolean;
}

/**
 * Serves the state folder, says where, and goes on until the user wants to stop; then running jobs are stopped.
 * @throws NdrError `local.busy` when another process uses the folder, `local.address`, `local.moto`, `local.journal`
 */
export async function serve(context: Context, { schedules, ...address }: ServerAddress): Promise<void> {
  const { workspaceRoot, stateFolder, sparkMemoryMb, reporter, signal, output } = context;
  const running = await findServer(stateFolder);
  if (running) throw servesAlready(stateFolder, running.endpoint, running.pid);
  const environment = await ensurePythonEnvironment({ workspaceRoot, reporter });
  const since = new Date();
  let orchestration: LocalSchedules | undefined;
  const told: Reporter = (event) => {
    reporter(event);
    if (event.type === 'execution-ended') orchestration?.executionEnded(event.arn, event.status);
  };
  const local = await openLocalSagemaker({
    ...{
      stateFolder,
      environment,
      reporter: told,
      signal,
      address,
      announce: true,
      schedules,
      buckets: [thisMachine(context).bucket],
    },
    jvmOfJob: jvmOfJobs(context),
    ...(sparkMemoryMb !== undefined && { sparkMemoryMb }),
  });
  const clients = createClients(accessTo(local.server));
  try {
    output.record(local.server, () => servingLines(local.server, 'Ctrl-C ends it.'));
    const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort');
    await Promise.race([stopped, local.ready]);
    const account = { environment: thisMachine(context), clients, reporter, signal };
    if (schedules) orchestration = serveSchedules(account, since);
    await stopped;
  } finally {
    orchestration?.stop();
    clients.close();
    await local.close();
  }
}

function servesAlready(stateFolder: string, endpoint: string, pid: number): NdrError {
  return new NdrError({
    code: 'local.busy',
    place: stateFolder,
    cause: `process ${pid} serves it already, at ${endpoint}`,
    remedy: 'Use that one, end it with ndr local down, or name another state folder with --state.',
  });
}
