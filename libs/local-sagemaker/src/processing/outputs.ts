import { mkdir, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ProcessingOutput } from './processing-job';
import { onHost, type Sandbox } from './sandbox';
import type { BucketFolders } from '../storage/bucket-folders';

/** Makes the folder of an output, as SageMaker does before the container starts. */
export async function prepareOutput(output: ProcessingOutput, sandbox: Sandbox): Promise<void> {
  await mkdir(folderOf(output, sandbox), { recursive: true });
}

/**
 * Takes what an instance left in the folder of an output into the bucket.
 * @throws NdrError `local.disk-full` or `local.storage`
 */
export async function takeOutput(buckets: BucketFolders, output: ProcessingOutput, sandbox: Sandbox): Promise<void> {
  const folder = folderOf(output, sandbox);
  const prefix = output.S3Output.S3Uri.replace(/\/$/, '');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    await buckets.putFile(`${prefix}/${relative(folder, file).split(sep).join('/')}`, file);
  }
}

function folderOf({ OutputName, S3Output }: ProcessingOutput, sandbox: Sandbox): string {
  return onHost(sandbox, S3Output.LocalPath ?? `/opt/ml/processing/output/${OutputName}`);
}
