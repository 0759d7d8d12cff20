import type { Dataset } from '../dataset/dataset';
import { callerOf } from '../errors/source-place';
import type { JobSpecDefinition } from '../job-spec/define-job-spec';
import type { FileAsset, PythonPackagesAsset } from '../pipeline/assets';
import type { Parameter } from '../pipeline/values/parameter';

/** What an author says of a builder. */
export interface BuilderOptions {
  /** Name of its step. */
  readonly stepName: string;
  readonly description: string;
  /** Settings, and the datasets that it reads and writes. */
  readonly jobSpec: JobSpecDefinition;
  /** Folder that the paths of its code are relative to. */
  readonly codeRoot: string;
  /** Script that starts the job. */
  readonly script: string;
  /** Python packages that the script imports. */
  readonly packages: readonly string[];
  /** Pipeline parameters that become its arguments, in this order. */
  readonly parameters: readonly Parameter[];
}

/** Everything that a step needs, said once: its wiring, order, command line and prefixes derive from it. */
export interface Builder {
  readonly stepName: string;
  readonly description: string;
  readonly jobSpec: JobSpecDefinition;
  readonly reads: readonly Dataset[];
  readonly writes: readonly Dataset[];
  readonly application: FileAsset;
  readonly pyFiles: PythonPackagesAsset;
  readonly parameters: readonly Parameter[];
  /** Where it is declared, for messages. */
  readonly source?: string;
}

/** Declares a builder. */
export function defineBuilder({ codeRoot, script, packages, ...options }: BuilderOptions): Builder {
  const { jobName, reads, writes } = options.jobSpec;
  const source = callerOf(defineBuilder);
  return {
    ...options,
    ...(source !== undefined && { source }),
    reads,
    writes,
    application: { kind: 'file', name: `${jobName}/application`, root: codeRoot, path: script },
    pyFiles: { kind: 'python-packages', name: `${jobName}/py-files`, root: codeRoot, packages },
  };
}
