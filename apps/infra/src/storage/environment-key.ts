import type { Environment } from '@ndr/aws';
import { Alias, Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** The key that an environment names by ARN, id or alias; its policy belongs to those who own it. */
export function environmentKey(scope: Construct, { kmsKey }: Environment): IKey | undefined {
  if (kmsKey === undefined) return undefined;
  if (kmsKey.startsWith('alias/')) return Alias.fromAliasName(scope, 'Key', kmsKey);
  if (kmsKey.startsWith('arn:')) return Key.fromKeyArn(scope, 'Key', kmsKey);
  const arn = Stack.of(scope).formatArn({ service: 'kms', resource: 'key', resourceName: kmsKey });
  return Key.fromKeyArn(scope, 'Key', arn);
}
