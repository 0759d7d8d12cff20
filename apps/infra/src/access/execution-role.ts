import { executionRolePolicy } from '@ndr/aws';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../acknowledge';
import type { InfrastructureSources } from '../sources';

/** The role that pipelines and jobs assume, with the rights that `ndr iam execution-role` prints. */
export class ExecutionRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, sources: InfrastructureSources) {
    super(scope, id);
    const { path, roleName } = nameOf(sources.environment.role);
    const policy = executionRolePolicy(sources);
    this.role = new Role(this, 'Role', {
      roleName,
      path,
      description: 'What the pipelines of ndr and their jobs may do',
      assumedBy: new ServicePrincipal('sagemaker.amazonaws.com'),
      inlinePolicies: { Derived: PolicyDocument.fromJson(policy) },
    });
    acknowledgeWildcards(
      this.role,
      policy,
      'Keys below a prefix, names of jobs and log streams are made by runs; the rest knows no ARN.',
    );
  }
}

/** `arn:aws:iam::111122223333:role/team/ndr` is the role `ndr` at the path `/team/`. */
function nameOf(arn: string): { readonly path: string; readonly roleName: string } {
  const [, pathAndName = ''] = /:role(\/.+)$/.exec(arn) ?? [];
  const end = pathAndName.lastIndexOf('/') + 1;
  return { path: pathAndName.slice(0, end), roleName: pathAndName.slice(end) };
}
