/** What of the Amazon States Language our machines use, with JSONPath as query language. */
export interface StateMachineDefinition {
  readonly Comment: string;
  readonly QueryLanguage: 'JSONPath';
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, State>>;
}

export type State = TaskState | ChoiceState | WaitState | MapState | PassState | SucceedState | FailState;

/** Where a state goes: on, or out of its machine or item. */
export type Transition = { readonly Next: string } | { readonly End: true };

/** JSON in which a member whose name ends in `.$` is a path or an intrinsic function. */
export interface Template {
  readonly [name: string]: Template | string | number | boolean | null | readonly Template[];
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly ResultPath: string;
  readonly Next: string;
}

export type TaskState = Transition & {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Parameters: Template;
  readonly ResultSelector?: Template;
  readonly ResultPath?: string | null;
  readonly OutputPath?: string;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
};

export interface ChoiceRule {
  readonly Variable: string;
  readonly StringEquals?: string;
  readonly BooleanEquals?: boolean;
  readonly NumericGreaterThan?: number;
  readonly Next: string;
}

export interface ChoiceState {
  readonly Type: 'Choice';
  readonly Choices: readonly ChoiceRule[];
  readonly Default: string;
}

export type WaitState = Transition & { readonly Type: 'Wait'; readonly Seconds: number };

export type MapState = Transition & {
  readonly Type: 'Map';
  readonly ItemsPath: string;
  readonly ItemSelector: Template;
  readonly MaxConcurrency: number;
  readonly ResultPath?: string;
  readonly ItemProcessor: {
    readonly ProcessorConfig: { readonly Mode: 'INLINE' };
    readonly StartAt: string;
    readonly States: Readonly<Record<string, State>>;
  };
};

export type PassState = Transition & {
  readonly Type: 'Pass';
  readonly Parameters?: Template;
  readonly ResultPath?: string;
};

export interface SucceedState {
  readonly Type: 'Succeed';
}

export interface FailState {
  readonly Type: 'Fail';
  readonly Error: string;
  readonly CausePath: string;
}
