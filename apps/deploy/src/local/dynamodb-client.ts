import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A client of the local DynamoDB, whatever the caller's own environment says of AWS. */
export function dynamodbClient(awsEnvironment: Readonly<Record<string, string>>): DynamoDBClient {
  const setting = (name: string) => awsEnvironment[name] ?? '';
  return new DynamoDBClient({
    endpoint: setting('AWS_ENDPOINT_URL'),
    region: setting('AWS_REGION'),
    credentials: { accessKeyId: setting('AWS_ACCESS_KEY_ID'), secretAccessKey: setting('AWS_SECRET_ACCESS_KEY') },
  });
}
