import { behind, flatten, layOut, type Code } from './code';
import { processingOptions } from './processing-options';
import { Scope } from './scope';
import { templateCode } from './value-code';
import { stepsOf, type Step } from '../steps/step';
import type { Members } from '../values/template';

/** Lines that declare the processors that several of `steps` share, whose constants `scope` knows from then on. */
export function processorLines(steps: readonly Step[], scope: Scope): readonly string[] {
  const seen = new Map<string, { readonly code: Code; count: number }>();
  for (const { step } of stepsOf(steps)) {
    if (step.type !== 'Processing') continue;
    // Without the steps above it: a processor that refers to one is not shared.
    const code = templateCode(processingOptions(step).processor as unknown as Members, new SharedScope(scope));
    const known = seen.get(flatten(code));
    if (known) known.count += 1;
    else seen.set(flatten(code), { code, count: 1 });
  }
  const shared = [...seen].filter(([, { count }]) => count > 1);
  return shared.flatMap(([key, { code }]) => {
    const constant = scope.constant('processor', 'Shared');
    scope.processors.set(key, constant);
    return [`${layOut(behind(`const ${constant} = `, code))};`, ''];
  });
}

/** A scope that knows the parameters of another, and none of its steps. */
class SharedScope extends Scope {
  override readonly parameters: Map<string, string>;
  override readonly imports: Set<string>;

  constructor({ parameters, imports }: Scope) {
    super();
    this.parameters = parameters;
    this.imports = imports;
  }
}
