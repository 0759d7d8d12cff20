import { resetState } from '@ndr/local-sagemaker';
import { z } from 'zod';
import { command } from '../command-line/command';
import { exitCode } from '../exit-codes';

/** `ndr local reset`: the state folder as it was before anything ran. */
export const localResetCommand = command({
  name: 'reset',
  summary: 'Remove local buckets, tables, pipelines, executions and logs. JobSpec files stay.',
  options: z.strictObject({}),
  async run(_options, { stateFolder, output }) {
    const removed = await resetState(stateFolder);
    output.result({ stateDir: stateFolder, removed }, () => [
      removed
        ? `Nothing is left in ${stateFolder} but files that people write.`
        : `There is nothing in ${stateFolder}.`,
    ]);
    return exitCode.done;
  },
});
