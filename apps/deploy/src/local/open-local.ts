import {
  ensurePythonEnvironment,
  findServer,
  openLocalSagemaker,
  type LocalSagemaker,
  type ServingServer,
} from '@ndr/local-sagemaker';
import { setTimeout as delay } from 'node:timers/promises';
import { jvmOfJobs } from './jvm-of-job';
import type { LocalService } from './local-service';
import { runningServer } from './running-server';
import type { Context } from '../context';
import { thisMachine } from '../environments';

const lookMs = 500;

/**
 * The local SageMaker: that of the server of the state folder, if one serves, else one of this process alone. While
 * another command uses the folder, this one waits for it, or for a server that starts meanwhile.
 * @throws NdrError `local.busy` when the other goes on using it; `local.python`, `local.moto`, `local.journal`
 */
export async function openLocal(context: Context): Promise<LocalService> {
  const { stateFolder } = context;
  const server = await findServer(stateFolder);
  if (server) return runningServer(server, context);
  const otherServes = new AbortController();
  const opened = new AbortController();
  const opening = openHere(context, otherServes.signal).finally(() => opened.abort());
  opening.catch(() => undefined); // it is awaited below
  const started = await serverThatStarts(stateFolder, opened.signal);
  if (!started) return ownServer(await opening);
  otherServes.abort();
  // It gives up waiting for the lock; should it have got it just now, it gives it back.
  await opening.then(
    (local) => local.close(),
    () => undefined,
  );
  return runningServer(started, context);
}

async function openHere(context: Context, otherServes: AbortSignal): Promise<LocalSagemaker> {
  const { workspaceRoot, stateFolder, sparkMemoryMb, reporter, signal } = context;
  const environment = await ensurePythonEnvironment({ workspaceRoot, reporter });
  reporter({ type: 'stage', stage: 'Starting the local SageMaker' });
  return openLocalSagemaker({
    ...{ stateFolder, environment, reporter, buckets: [thisMachine(context).bucket] },
    signal: AbortSignal.any([signal, otherServes]),
    jvmOfJob: jvmOfJobs(context),
    ...(sparkMemoryMb !== undefined && { sparkMemoryMb }),
  });
}

/** Looks for a server until one serves or `signal` aborts. */
async function serverThatStarts(stateFolder: string, signal: AbortSignal): Promise<ServingServer | undefined> {
  for (;;) {
    await delay(lookMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
    const server = await findServer(stateFolder);
    if (server) return server;
  }
}

/** The local SageMaker of this process. */
function ownServer(local: LocalSagemaker): LocalService {
  const { bucketRoot, awsEnvironment, objectStore } = local;
  return {
    ...{ bucketRoot, awsEnvironment, objectStore },
    upsertPipeline: ({ name, description }, json) =>
      local.upsertPipeline(name, json, { ...(description !== undefined && { description }) }),
    startExecution: (pipeline, options) => local.startExecution(pipeline, options),
    close: () => local.close(),
  };
}
