import { marked, type Marked } from './mark';

/**
 * Where an output goes whose author named no place: a folder of the execution's own,
 * `s3://<bucket>/<pipeline>/<execution id>/<step>/output/<output>`.
 */
export interface DefaultOutput extends Marked {
  readonly kind: 'default-output';
  readonly step: string;
  readonly output: string;
}

/** The place of `output` of `step` when its author named none. */
export function defaultOutput(step: string, output: string): DefaultOutput {
  return { ...marked, kind: 'default-output', step, output };
}
