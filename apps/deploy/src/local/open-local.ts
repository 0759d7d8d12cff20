import type { AwsAccess } from '@ndr/aws';
import {
  ensurePythonEnvironment,
  findServer,
  openLocalSagemaker,
  type LocalSagemaker,
  type ServingServer,
} from '@ndr/local-sagemaker';
import { setTimeout as delay } from 'node:timers/promises';
import { jvmOfJobs } from './jvm-of-job';
import type { Context } from '../context';
import { thisMachine } from '../environments';

const lookMs = 500;

/** A local SageMaker as this command uses it, whichever process serves it. */
export interface OpenLocal {
  readonly access: AwsAccess;
  /** Gives back what this command holds; a server that serves others goes on. */
  close(): Promise<void>;
}

/**
 * The local SageMaker: that of the server of the state folder, if one serves, else one of this process alone. While
 * another command uses the folder, this one waits for it, or for a server that starts meanwhile.
 * @throws NdrError `local.busy` when the other goes on using it; `local.python`, `local.moto`, `local.journal`
 */
export async function openLocal(context: Context): Promise<OpenLocal> {
  const { stateFolder } = context;
  const server = await findServer(stateFolder);
  if (server) return serverOfOthers(server);
  const otherServes = new AbortController();
  const opened = new AbortController();
  const opening = openHere(context, otherServes.signal).finally(() => opened.abort());
  opening.catch(() => undefined); // it is awaited below
  const started = await serverThatStarts(stateFolder, opened.signal);
  if (!started) {
    const local = await opening;
    return { access: accessTo(local.server), close: () => local.close() };
  }
  otherServes.abort();
  // It gives up waiting for the lock; should it have got it just now, it gives it back.
  await opening.then(
    (local) => local.close(),
    () => undefined,
  );
  return serverOfOthers(started);
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

function serverOfOthers(server: ServingServer): OpenLocal {
  return { access: accessTo(server), close: () => Promise.resolve() };
}

/** Any credentials will do: the server asks nobody for them. */
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** How clients reach a server, whatever the caller's own environment says of AWS. */
export function accessTo({ endpoint, region }: ServingServer): AwsAccess {
  return { endpoint, region, credentials };
}
