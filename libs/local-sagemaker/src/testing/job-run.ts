import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '@ndr/core';
import { jobLogFolder } from '../logs';
import { ImageTable } from '../processing/images';
import { findIsolation, type Isolation } from '../processing/isolation';
import { processingJob } from '../processing/processing-job';
import { runProcessingJob, type JobEnd, type JobHost } from '../processing/run-job';
import { BucketFolders } from '../storage/bucket-folders';
import { stateFolderAt, type StateFolder } from '../storage/state-folder';

/** What a job of a test asks for, beside its script. */
export interface TestJob {
  readonly instances?: number;
  readonly inputs?: readonly Json[];
  readonly outputs?: readonly Json[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly maxRuntimeInSeconds?: number;
  /** An image whose own command runs instead of the script. */
  readonly image?: string;
}

/** Isolation without any help of the system: paths are rewritten, and nothing ends with its parent. */
export const rewrite: Isolation = { kind: 'rewrite', words: [] };

/** Runs jobs in a temporary state folder: no pipelines, no services around them. */
export class JobRun {
  readonly folder: StateFolder;
  readonly buckets: BucketFolders;
  private readonly host: JobHost;
  private count = 0;

  private constructor(folder: StateFolder, host: JobHost, buckets: BucketFolders) {
    this.folder = folder;
    this.host = host;
    this.buckets = buckets;
  }

  /** @param root an empty folder; a temporary one unless given */
  static async open({ root, ...options }: Partial<JobHost> & { readonly root?: string } = {}): Promise<JobRun> {
    const folder = stateFolderAt(root ?? (await mkdtemp(join(tmpdir(), 'ndr-job-run-'))));
    const buckets = new BucketFolders(folder.buckets, folder.uploads);
    await mkdir(folder.buckets, { recursive: true });
    const none = join(folder.root, 'no-python');
    const host: JobHost = {
      python: { folder: none, python: 'python3', javaHome: none, sparkHome: none },
      buckets,
      bucketRoot: folder.buckets,
      isolation: options.isolation ?? (await findIsolation()),
      images: new ImageTable(),
      awsEnvironment: {},
      spark: { memoryMb: 512, jvm: 'short' },
      stopGraceMs: 500,
      ...options,
    };
    return new JobRun(folder, host, buckets);
  }

  /** Runs a shell script as a job to its end. */
  run(script: string, job: TestJob = {}, signal: AbortSignal = new AbortController().signal): Promise<JobEnd> {
    const name = `job-${++this.count}`;
    const identity = { name, arn: `arn:aws:sagemaker:us-east-1:123456789012:processing-job/${name}` };
    const request = processingJob.parse({
      AppSpecification: {
        ImageUri: job.image ?? 'ndr-local/spark:3.5',
        ...(job.image === undefined && { ContainerEntrypoint: ['/bin/sh', '-c', script] }),
      },
      ProcessingResources: { ClusterConfig: { InstanceCount: job.instances ?? 1 } },
      ProcessingInputs: job.inputs ?? [],
      ProcessingOutputConfig: { Outputs: job.outputs ?? [] },
      Environment: job.environment ?? {},
      ...(job.maxRuntimeInSeconds !== undefined && {
        StoppingCondition: { MaxRuntimeInSeconds: job.maxRuntimeInSeconds },
      }),
    });
    const folders = { sandboxes: this.folder.sandboxes, logs: this.logFolder };
    return runProcessingJob(request, identity, this.host, folders, signal);
  }

  /** The folder of the latest job's logs. */
  get logFolder(): string {
    return jobLogFolder(this.folder.logs, `job-${this.count}`);
  }

  /** What an instance of the latest job wrote. */
  log(instance = 'algo-1'): Promise<string> {
    return readFile(join(this.logFolder, `${instance}.log`), 'utf8');
  }

  async put(uri: string, text: string): Promise<void> {
    await this.buckets.put(uri, Buffer.from(text));
  }

  /** Text of an object; undefined when there is none. */
  async read(uri: string): Promise<string | undefined> {
    return readFile(this.buckets.fileOf(uri), 'utf8').catch(() => undefined);
  }

  async close(): Promise<void> {
    await rm(this.folder.root, { recursive: true, force: true });
  }
}

/** An output of a job. */
export function output(uri: string, more: Readonly<Record<string, Json>> = {}): Json {
  const S3Output = { S3Uri: uri, LocalPath: '/opt/ml/processing/output/out', S3UploadMode: 'EndOfJob', ...more };
  return { OutputName: 'out', S3Output };
}

/** An input of a job. */
export function input(uri: string, more: Readonly<Record<string, Json>> = {}): Json {
  const S3Input = { S3Uri: uri, LocalPath: '/opt/ml/processing/input/in', S3DataType: 'S3Prefix', ...more };
  return { InputName: 'in', S3Input };
}
