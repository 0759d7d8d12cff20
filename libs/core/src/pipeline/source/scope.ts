import { flatten, type Code } from './code';
import type { Step } from '../steps/step';

/** Words that no constant may be called by. */
const reserved = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof undefined var void while with yield arguments eval'
  ).split(' '),
);

/** Names of a module that is being written: constants, and what it imports. */
export class Scope {
  readonly imports = new Set<string>();
  /** Constants of parameters, by the parameter's name. */
  readonly parameters = new Map<string, string>();
  /** Constants of the steps that stand above, with what declared them. */
  readonly steps = new Map<string, { readonly constant: string; readonly step: Step; readonly by: string }>();
  /** Constants of processors that several steps share, by what they are. */
  readonly processors = new Map<string, string>();
  private readonly taken = new Set<string>(['pipeline']);

  /** Imports `name` of @ndr/core; answers it. */
  use(name: string): string {
    this.imports.add(name);
    return name;
  }

  /** A constant's name for `name`, which no other has. */
  constant(name: string, suffix: string): string {
    const words = name.match(/[A-Za-z0-9]+/g) ?? [];
    const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
    const camel = joined.replace(/^([A-Z]+)(?=[A-Z][a-z])|^[A-Z]+/, (start) => start.toLowerCase());
    const base = /^[a-z]/.test(camel) && !reserved.has(camel) && !importable.has(camel) ? camel : `${camel}${suffix}`;
    const valid = /^[A-Za-z]/.test(base) ? base : `${suffix.toLowerCase()}${base}`;
    let constant = valid;
    for (let number = 2; this.taken.has(constant); number += 1) constant = `${valid}${number}`;
    this.taken.add(constant);
    return constant;
  }

  /** The constant of a processor that several steps share; undefined for one of a single step. */
  processor(code: Code): string | undefined {
    return this.processors.get(flatten(code));
  }
}

/** Names that a written module may import. */
const importable = new Set(
  (
    'equals greaterThan greaterThanOrEqualTo lessThan lessThanOrEqualTo isIn not or join text jsonGet jsonGetFromS3 ' +
    'executionVariables experimentProperties properties outputOf outputUri stepProperty unreadReference ' +
    'stringParameter integerParameter floatParameter booleanParameter processingStep trainingStep tuningStep ' +
    'transformStep modelStep registerModelStep conditionStep failStep lambdaStep callbackStep rawStep'
  ).split(' '),
);
