import type { Members } from '../values/template';

/** A test that a Condition step makes, as definitions write it. */
export interface Condition extends Members {
  readonly Type: string;
}
