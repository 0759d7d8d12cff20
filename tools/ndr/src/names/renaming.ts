import type { StepNames } from './step-names';

/** How a text that names a step reads when the step has other names. */
export type Renaming = (text: string) => string;

/** Replaces every name that is made of `from` by that made of `to`, and no longer word that holds one. */
export function renaming(from: StepNames, to: StepNames): Renaming {
  const rules: readonly (readonly [pattern: RegExp, replacement: string])[] = [
    [new RegExp(`(?<![\\w])((?:test_)?(?:run_)?)${from.job}(?=(?:_spec|_arguments)?(?!\\w))`, 'g'), `$1${to.job}`],
    [new RegExp(`(?<![\\w-])${from.file}(?![\\w-])`, 'g'), to.file],
    [new RegExp(`(?<!\\w)${from.builder}(?=(?:JobSpec)?(?!\\w))`, 'g'), to.builder],
    [new RegExp(`(?<!\\w)${from.class}(?=(?:Step|Spec|Arguments)?(?!\\w))`, 'g'), to.class],
  ];
  return (text) => rules.reduce((renamed, [pattern, replacement]) => renamed.replace(pattern, replacement), text);
}
