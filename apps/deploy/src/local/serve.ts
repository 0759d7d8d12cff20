import { NdrError } from '@ndr/core';
import { ensurePythonEnvironment, findServer, openLocalSagemaker } from '@ndr/local-sagemaker';
import { once } from 'node:events';
import { jvmOfJobs } from './jvm-of-job';
import { servingLines } from './serving-lines';
import type { Context } from '../context';
import { thisMachine } from '../environments';

/** Where the server listens. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly allowRemote: boolean;
}

/**
 * Serves the state folder, says where, and goes on until the user wants to stop; then running jobs are stopped.
 * @throws NdrError `local.busy` when another process uses the folder, `local.address`, `local.moto`, `local.journal`
 */
export async function serve(context: Context, address: ServerAddress): Promise<void> {
  const { workspaceRoot, stateFolder, sparkMemoryMb, reporter, signal, output } = context;
  const running = await findServer(stateFolder);
  if (running) throw servesAlready(stateFolder, running.endpoint, running.pid);
  const environment = await ensurePythonEnvironment({ workspaceRoot, reporter });
  const local = await openLocalSagemaker({
    ...{ stateFolder, environment, reporter, signal, address, announce: true, buckets: [thisMachine(context).bucket] },
    jvmOfJob: jvmOfJobs(context),
    ...(sparkMemoryMb !== undefined && { sparkMemoryMb }),
  });
  try {
    output.record(local.server, () => servingLines(local.server, 'Ctrl-C ends it.'));
    const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort');
    await Promise.race([stopped, local.ready]);
    await stopped;
  } finally {
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
