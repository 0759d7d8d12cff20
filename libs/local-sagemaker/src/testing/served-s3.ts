import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { openGateway, type Gateway } from '../gateway/gateway';
import { openS3, type OpenS3 } from '../gateway/s3/open-s3';
import { jsonError } from '../gateway/aws-json';

/** S3 of the gateway alone, over a temporary folder. */
export class ServedS3 {
  readonly folder: string;
  readonly client: S3Client;
  private readonly gateway: Gateway;
  private readonly s3: OpenS3;

  private constructor(folder: string, gateway: Gateway, s3: OpenS3) {
    this.folder = folder;
    this.gateway = gateway;
    this.s3 = s3;
    this.client = new S3Client({
      endpoint: gateway.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  }

  static async open(folder = mkdtempSync(join(tmpdir(), 'ndr-s3-'))): Promise<ServedS3> {
    const s3 = openS3(foldersIn(folder));
    const none = () => Promise.resolve(jsonError(400, 'UnknownOperationException', 'S3 alone is served.'));
    const never = new Promise<never>(() => undefined);
    const services = { sagemaker: none, logs: none, s3, moto: never, dynamodb: never, self: {} };
    const gateway = await openGateway({ port: 0 });
    gateway.serve(services);
    return new ServedS3(folder, gateway, s3);
  }

  get endpoint(): string {
    return this.gateway.endpoint;
  }

  /** Path of the file of an object. */
  file(bucket: string, key: string): string {
    return join(this.folder, 'buckets', bucket, key);
  }

  /** Ends the server and leaves the folder. */
  async end(): Promise<void> {
    this.client.destroy();
    await this.gateway.close();
    this.s3.close();
  }

  async close(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function foldersIn(folder: string) {
  return {
    buckets: join(folder, 'buckets'),
    uploads: join(folder, 'uploads'),
    parts: join(folder, 'parts'),
    database: join(folder, 'objects.db'),
    region: 'us-east-1',
    account: '123456789012',
  };
}
