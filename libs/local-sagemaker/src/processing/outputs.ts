import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow, type FoundFile } from './files-below';
import type { ProcessingJob, ProcessingOutput } from './processing-job';
import { onHost, type Sandbox } from './sandbox';
import type { BucketFolders } from '../storage/bucket-folders';
import { parseS3Uri } from '../storage/s3-uri';

/** The folder of an output; undefined where the application uploads by itself. */
function folderOf({ AppManaged, S3Output: { LocalPath } }: ProcessingOutput, sandbox: Sandbox): string | undefined {
  return AppManaged || LocalPath === undefined ? undefined : onHost(sandbox, LocalPath);
}

/**
 * Makes the folder of an output, as SageMaker does before the container starts.
 * @throws NdrError `local.storage` when its URI is none
 */
export async function prepareOutput(output: ProcessingOutput, sandbox: Sandbox): Promise<void> {
  parseS3Uri(output.S3Output.S3Uri);
  const folder = folderOf(output, sandbox);
  if (folder !== undefined) await mkdir(folder, { recursive: true });
}

/** Takes what the instances of a job leave in the folders of its outputs into the buckets. */
export class OutputUploads {
  private readonly job: ProcessingJob;
  private readonly sandboxes: readonly Sandbox[];
  private readonly buckets: BucketFolders;
  /** The state in which each file was taken last. */
  private readonly taken = new Map<string, string>();

  constructor(job: ProcessingJob, sandboxes: readonly Sandbox[], buckets: BucketFolders) {
    this.job = job;
    this.sandboxes = sandboxes;
    this.buckets = buckets;
  }

  /** Whether the job has outputs that are taken while it runs. */
  get areContinuous(): boolean {
    return this.outputs.some(({ S3Output }) => S3Output.S3UploadMode === 'Continuous');
  }

  /**
   * Takes what is new or has changed in the outputs of `mode`; of all outputs when it is undefined.
   * @throws NdrError `local.disk-full` or `local.storage`
   */
  async take(mode?: 'Continuous'): Promise<void> {
    for (const output of this.outputs) {
      if (mode !== undefined && output.S3Output.S3UploadMode !== mode) continue;
      for (const sandbox of this.sandboxes) await this.takeFrom(output, sandbox);
    }
  }

  private get outputs(): readonly ProcessingOutput[] {
    return this.job.ProcessingOutputConfig.Outputs;
  }

  private async takeFrom(output: ProcessingOutput, sandbox: Sandbox): Promise<void> {
    const folder = folderOf(output, sandbox);
    if (folder === undefined) return;
    const prefix = output.S3Output.S3Uri.replace(/\/$/, '');
    for await (const file of filesBelow(sandbox.ml, folder)) {
      const uri = `${prefix}/${file.path}`;
      if (this.taken.get(`${uri} ${sandbox.instance}`) === file.state) continue;
      await this.put(uri, join(folder, file.path), file);
      this.taken.set(`${uri} ${sandbox.instance}`, file.state);
    }
  }

  private async put(uri: string, file: string, found: FoundFile): Promise<void> {
    try {
      await this.buckets.putFile(uri, file);
    } catch (error) {
      if (!(await found.isGone())) throw error; // one that the job removed meanwhile is none of its outputs
    }
  }
}
