import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instanceNames, type ProcessingJob } from './processing-job';
import { inSandbox, type Sandbox } from './sandbox';

/** Identity of a processing job. */
export interface JobIdentity {
  readonly name: string;
  readonly arn: string;
}

/** Writes what SageMaker puts below /opt/ml/config before a container starts. */
export async function writeContainerFiles(sandbox: Sandbox, job: ProcessingJob, identity: JobIdentity): Promise<void> {
  const files = {
    'resourceconfig.json': { current_host: sandbox.instance, hosts: instanceNames(job) },
    'processingjobconfig.json': { ProcessingJobArn: identity.arn, ProcessingJobName: identity.name, ...job },
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(sandbox.ml, 'config', name), inSandbox(sandbox, JSON.stringify(content, undefined, 2)));
  }
}

const longestExitMessage = 1024;

/** What the container left in /opt/ml/output/message, at most 1024 characters; undefined when it left nothing. */
export async function readExitMessage(sandbox: Sandbox): Promise<string | undefined> {
  const text = await readFile(join(sandbox.ml, 'output', 'message'), 'utf8').catch(() => '');
  return text.trim().slice(0, longestExitMessage) || undefined;
}
