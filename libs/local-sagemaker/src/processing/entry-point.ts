import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { NdrError } from '@ndr/core';
import { onHost, type Sandbox } from './sandbox';

/**
 * Checks that an instance will find its program.
 * @throws NdrError `local.job-failed-to-start`
 */
export async function checkEntryPoint(sandbox: Sandbox, program: string, searchPath: string): Promise<void> {
  if (program.includes('/')) {
    const fault = await faultOf(onHost(sandbox, program));
    if (fault !== undefined) throw refusal(program, fault);
    return;
  }
  for (const folder of searchPath.split(delimiter)) {
    if ((await faultOf(join(folder, program))) === undefined) return;
  }
  throw refusal(program, 'no folder of the PATH has it');
}

async function faultOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (!found) return 'there is no such file';
  if (!found.isFile()) return 'it is no file';
  return access(file, constants.X_OK).then(
    () => undefined,
    () => 'it is not executable',
  );
}

function refusal(program: string, cause: string): NdrError {
  return new NdrError({
    code: 'local.job-failed-to-start',
    place: `entry point ${program}`,
    cause,
    remedy: "Correct the step's ContainerEntrypoint, or the input that should bring the program.",
  });
}
