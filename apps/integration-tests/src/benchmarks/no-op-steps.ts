/** A role that nobody looks at. */
export const roleArn = 'arn:aws:iam::123456789012:role/ndr-local';

/**
 * The JSON text of a no-op pipeline: `count` processing jobs one after the other, whose program is `/bin/true`. Each has
 * all that a job has (sandbox, namespaces, logs, records), and does nothing.
 */
export function noOpDefinition(count: number): string {
  return JSON.stringify({ Version: '2020-12-01', Steps: Array.from({ length: count }, noOpStep) });
}

function noOpStep(_: unknown, index: number): unknown {
  const cluster = { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 30 };
  return {
    Name: `Step${index}`,
    Type: 'Processing',
    Arguments: {
      ProcessingResources: { ClusterConfig: cluster },
      AppSpecification: { ImageUri: 'ndr-local/spark:3.5', ContainerEntrypoint: ['/bin/true'] },
      RoleArn: roleArn,
    },
    ...(index > 0 && { DependsOn: [`Step${index - 1}`] }),
  };
}
