import { forgetAttribute, jobSpecTableSchema, type Environment } from '@ndr/aws';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { environmentKey } from './environment-key';

const { keys, PointInTimeRecoverySpecification } = jobSpecTableSchema;

const keyOf = (type: (typeof keys)[number]['KeyType']) => ({
  name: keys.find(({ KeyType }) => KeyType === type)?.AttributeName ?? '',
  type: AttributeType.STRING,
});

/** The table of JobSpecs, which @ndr/aws creates alike where the command line owns it. */
export class JobSpecTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    const encryptionKey = environmentKey(this, environment);
    this.table = new Table(this, 'Table', {
      tableName: environment.table,
      partitionKey: keyOf('HASH'),
      sortKey: keyOf('RANGE'),
      billingMode: BillingMode[jobSpecTableSchema.BillingMode],
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled,
      },
      // Locks of orchestration lie in it too, and go by themselves.
      timeToLiveAttribute: forgetAttribute,
      ...(encryptionKey && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
