/** A statement of an IAM policy, in IAM's words. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document. */
export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** A policy of `statements`; those without resources say nothing and are left out. */
export function policyOf(statements: readonly Statement[]): Policy {
  return { Version: '2012-10-17', Statement: statements.filter(({ Resource }) => Resource.length > 0) };
}

/** Each of `values` once, sorted, so that the same needs give the same text. */
export function sorted(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].sort();
}
