import { constants } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
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

/** Bytes of /opt/ml/output/message that SageMaker takes, over all instances. */
const longestExitMessage = 1024;

/** What the instances left in /opt/ml/output/message. */
export type ExitMessage =
  | { readonly kind: 'text'; readonly text: string | undefined }
  /** SageMaker fails a job whose message is no UTF-8. */
  | { readonly kind: 'not-utf-8'; readonly instance: string };

/** The messages of all instances, one behind the other, as far as SageMaker takes them. */
export async function readExitMessage(sandboxes: readonly Sandbox[]): Promise<ExitMessage> {
  const messages: Buffer[] = [];
  for (const sandbox of sandboxes) {
    const message = await beginningOf(join(sandbox.ml, 'output', 'message'));
    if (textOf(message) === undefined) return { kind: 'not-utf-8', instance: sandbox.instance };
    messages.push(message);
  }
  const text = textOf(Buffer.concat(messages).subarray(0, longestExitMessage)) ?? '';
  return { kind: 'text', text: text.trim() || undefined };
}

/** The file's first bytes. What a job put there may also be a link, a pipe or a folder: those say nothing. */
async function beginningOf(file: string): Promise<Buffer> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(file, flags).catch(() => undefined);
  if (!handle) return Buffer.alloc(0);
  try {
    if (!(await handle.stat()).isFile()) return Buffer.alloc(0);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestExitMessage), 0, longestExitMessage, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** `bytes` as text, without a character that was cut off at their end; undefined when they are no UTF-8. */
function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
