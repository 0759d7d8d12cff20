import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A server that stands in for AWS: empty, on a port of its own. */
export interface MotoServer {
  /** What every client of it is made with. */
  readonly clientOptions: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  close(): Promise<void>;
}

/** Starts moto of the Python environment. */
export async function startMotoServer(): Promise<MotoServer> {
  const program = join(__dirname, '../../../../.venv/bin/moto_server');
  const server = spawn(program, ['-H', '127.0.0.1', '-p', '0']);
  return {
    clientOptions: {
      endpoint: await endpointOf(server),
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    async close() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}

async function endpointOf({ stderr }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stderr as NodeJS.ReadableStream })) {
    const endpoint = /Running on (http:\S+)/.exec(line)?.[1];
    if (endpoint !== undefined) return endpoint;
  }
  throw new MotoEnded('moto ended before it served');
}

class MotoEnded extends Error {
  override readonly name = 'MotoEnded';
}
