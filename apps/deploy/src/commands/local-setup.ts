import { ensurePythonEnvironment } from '@ndr/local-sagemaker';
import { z } from 'zod';
import { command } from '../command-line/command';
import { exitCode } from '../exit-codes';

/** `ndr local setup`: the Python environment that jobs run in. */
export const localSetupCommand = command({
  name: 'setup',
  summary: 'Make the Python environment with Spark, or bring it up to date.',
  options: z.strictObject({}),
  async run(_options, { workspaceRoot, reporter, output }) {
    const environment = await ensurePythonEnvironment({ workspaceRoot, reporter });
    output.result(environment, () => [`Python environment  ${environment.folder}`, `Java  ${environment.javaHome}`]);
    return exitCode.done;
  },
});
