import { declaredAt } from '../../errors/source-place';
import type { Step } from '../steps/step';
import type { Parameter } from '../values/parameter';

/** `step` for messages, with where it is declared. */
export function placeOfStep({ name, source }: Step): string {
  return declaredAt(`step ${name}`, source);
}

/** `parameter` for messages, with where it is declared. */
export function placeOfParameter({ name, source }: Parameter): string {
  return declaredAt(`parameter ${name}`, source);
}
