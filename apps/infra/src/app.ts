import { App } from 'aws-cdk-lib/core';
import { InfrastructureStack } from './infrastructure-stack';
import type { InfrastructureSources } from './sources';

/** What feature flags of the CDK are on: access logs are delivered by a bucket's policy, not by the ACLs of old. */
const context = { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true };

/** The CDK's app with the infrastructure of each environment, a stack for each: `ndr-<environment>`. */
export function infrastructureApp(environments: readonly InfrastructureSources[], outdir: string): App {
  const app = new App({ outdir, context, analyticsReporting: false, treeMetadata: false });
  for (const sources of environments) new InfrastructureStack(app, sources);
  return app;
}
