import { listOf } from './find-pipelines';
import { declaredBy, type DeclaredObject } from './find-declared';
import { memberOf } from './members';
import type { Sources } from './sources';

/** The JobSpecs that name the constant of a dataset among what they read or write. */
export function jobSpecsNaming(
  sources: Sources,
  side: 'reads' | 'writes',
  constant: string,
): readonly DeclaredObject[] {
  return declaredBy(sources, 'defineJobSpec').filter(({ path, options }) => {
    const member = memberOf(options, side);
    const list = member && listOf(sources, path, member);
    return list?.list.getElements().some((element) => element.getText() === constant);
  });
}
