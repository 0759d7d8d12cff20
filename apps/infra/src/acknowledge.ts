import type { Policy } from '@ndr/aws';
import { Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Rules of cdk-nag that something breaks on purpose, each with the reason. */
export type Acknowledged = Readonly<Record<`AwsSolutions-${string}`, string>>;

/** Tells cdk-nag that `construct`, and what lies in it, breaks `rules` on purpose. */
export function acknowledge(construct: IConstruct, rules: Acknowledged): void {
  Validations.of(construct).acknowledge(...Object.entries(rules).map(([id, reason]) => ({ id, reason })));
}

/** Tells cdk-nag why the wildcards of `policy`, and no others, stand in the rights of `construct`. */
export function acknowledgeWildcards(construct: IConstruct, { Statement }: Policy, reason: string): void {
  const wild = Statement.flatMap(({ Resource }) => Resource.filter((arn) => arn.includes('*')));
  if (wild.length === 0) return;
  acknowledge(construct, Object.fromEntries(wild.map((arn) => [`AwsSolutions-IAM5[Resource::${arn}]`, reason])));
}
