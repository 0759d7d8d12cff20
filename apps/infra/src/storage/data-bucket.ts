import type { Environment } from '@ndr/aws';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  StorageClass,
  type CfnBucket,
  type IBucket,
} from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { environmentKey } from './environment-key';
import { acknowledge } from '../acknowledge';

/** Uploads that nobody finished cost as much as objects. */
const unfinishedUploads = Duration.days(7);
/** What a repeated run overwrote can be had back for a week. */
const overwritten = Duration.days(7);
/** Baselines read 30 days back; what is older is read by late batches and people. */
const seldomRead = Duration.days(60);
const accessLogsKept = Duration.days(365);

const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/** The bucket of code and data, and one that holds who read and wrote it. */
export class DataBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...closed,
      // S3 delivers access logs to buckets with its own encryption only.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: accessLogsKept, abortIncompleteMultipartUploadAfter: unfinishedUploads }],
    });
    acknowledge(accessLogs, { 'AwsSolutions-S1': 'It holds access logs: logging access to it would never end.' });
    const encryptionKey = environmentKey(this, environment);
    this.bucket = new Bucket(this, 'Bucket', {
      ...closed,
      bucketName: environment.bucket,
      versioned: true,
      ...(encryptionKey
        ? { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }
        : { encryption: BucketEncryption.S3_MANAGED }),
      serverAccessLogsBucket: accessLogs as IBucket,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: unfinishedUploads },
        { noncurrentVersionExpiration: overwritten, expiredObjectDeleteMarker: true },
        { transitions: [{ storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: seldomRead }] },
      ],
    });
    tellEventBridge(this.bucket);
  }
}

/** Sends events of objects to EventBridge: as a property, for which no function needs rights to change buckets. */
function tellEventBridge(bucket: Bucket): void {
  const resource = bucket.node.defaultChild as CfnBucket;
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}
