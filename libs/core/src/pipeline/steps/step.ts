import { cacheMembers, type CachePolicy } from '../policies/cache';
import { retryMembers, type RetryPolicy } from '../policies/retry';
import type { Members } from '../values/template';

/** A step of a pipeline, of any type. */
export interface Step {
  readonly name: string;
  /** The type in SageMaker's words, such as `Processing`. */
  readonly type: string;
  /** Its `Arguments`: for most types the request that SageMaker makes for it. */
  readonly request?: Members;
  /** Names of steps that must have succeeded before this one starts, beside those whose properties it uses. */
  readonly dependsOn: readonly string[];
  /** Every other member of its JSON, as definitions write it. */
  readonly settings: Members;
  /** Of a Condition step: the steps that run when its conditions hold, and when they do not. */
  readonly branches?: Branches;
  /** Where it is declared, for messages. */
  readonly source?: string;
}

/** The two ways on from a Condition step. */
export interface Branches {
  readonly ifSteps?: readonly Step[];
  readonly elseSteps?: readonly Step[];
}

/** A step, or its name. */
export type StepName = string | Pick<Step, 'name'>;

/** What may be said of every step. */
export interface StepOptions {
  /** Steps that must have succeeded before, beside those whose properties it uses. */
  readonly dependsOn?: readonly StepName[];
  readonly displayName?: string;
  readonly description?: string;
  /** Where it is declared, for messages; found by itself unless said otherwise. */
  readonly source?: string;
}

/** What may be said of a step whose work SageMaker may repeat when it failed. */
export interface RetriedStepOptions extends StepOptions {
  readonly retries?: readonly RetryPolicy[];
}

/** What may be said of a step whose work SageMaker may repeat, or take from an earlier execution. */
export interface JobStepOptions extends RetriedStepOptions {
  readonly cache?: CachePolicy;
}

/** What `options` say of every step, as members of a step. `source` is where the step is declared. */
export function commonMembers(
  options: JobStepOptions,
  source: string | undefined,
): Pick<Step, 'dependsOn' | 'settings' | 'source'> {
  const { dependsOn = [], displayName, description, retries = [], cache } = options;
  const declared = options.source ?? source;
  return {
    dependsOn: dependsOn.map((each) => (typeof each === 'string' ? each : each.name)),
    settings: {
      ...(displayName !== undefined && { DisplayName: displayName }),
      ...(description !== undefined && { Description: description }),
      ...(cache && { CacheConfig: cacheMembers(cache) }),
      ...(retries.length > 0 && { RetryPolicies: retries.map(retryMembers) }),
    },
    ...(declared !== undefined && { source: declared }),
  };
}

/** A step and where it stands in its definition. */
export interface PlacedStep {
  readonly step: Step;
  /** JSON pointer. */
  readonly pointer: string;
  /** Branches that it stands in, from the outermost on. */
  readonly within: readonly Branch[];
}

/** A branch of a Condition step. */
export interface Branch {
  readonly condition: string;
  readonly branch: 'IfSteps' | 'ElseSteps';
}

/** `steps` and those in their branches, each behind the Condition step that it stands in. */
export function stepsOf(steps: readonly Step[], pointer = '/Steps', within: readonly Branch[] = []): PlacedStep[] {
  return steps.flatMap((step, index) => {
    const here = `${pointer}/${index}`;
    const inner = (branch: Branch['branch'], inside: readonly Step[] = []) =>
      stepsOf(inside, `${here}/Arguments/${branch}`, [...within, { condition: step.name, branch }]);
    return [
      { step, pointer: here, within },
      ...inner('IfSteps', step.branches?.ifSteps),
      ...inner('ElseSteps', step.branches?.elseSteps),
    ];
  });
}
