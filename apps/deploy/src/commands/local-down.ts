import { stopServer } from '@ndr/local-sagemaker';
import { z } from 'zod';
import { command } from '../command-line/command';
import { exitCode } from '../exit-codes';

const waitMs = 60_000;

/** `ndr local down`: ends the server of the state folder. */
export const localDownCommand = command({
  name: 'down',
  summary: 'End the server of the state folder. What it holds stays.',
  options: z.strictObject({}),
  async run(_options, { stateFolder, output }) {
    const stopped = await stopServer(stateFolder, waitMs);
    output.result({ stopped: stopped ?? null }, () => [
      stopped ? `The server, process ${stopped.pid}, has ended.` : 'No server serves this state folder.',
    ]);
    return exitCode.done;
  },
});
