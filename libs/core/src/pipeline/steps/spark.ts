import { processingStep, type ProcessingInput, type ProcessingStep, type Processor } from './processing';
import type { Asset, FileAsset, PythonPackagesAsset, TextAsset } from '../assets';
import { callerOf } from '../../errors/source-place';
import { locationOf } from '../values/asset-location';
import type { Value } from '../values/value';

/** Settings of one of Spark's or Hadoop's configuration files, in EMR's form. */
export interface SparkClassification {
  readonly Classification: string;
  readonly Properties?: Readonly<Record<string, string>>;
  readonly Configurations?: readonly SparkClassification[];
}

/** A PySpark program with what it needs beside its machines. */
export interface SparkStepOptions {
  readonly processor: Processor;
  /** The script that `smspark-submit` starts. */
  readonly application: FileAsset;
  /** Packages that the script imports, for `--py-files`. */
  readonly pyFiles: PythonPackagesAsset;
  readonly arguments: readonly Value[];
  readonly sparkConfiguration: readonly SparkClassification[];
  readonly environment?: Readonly<Record<string, Value>>;
  readonly dependsOn?: readonly string[];
  readonly description?: string;
  readonly source?: string;
}

const inputFolder = '/opt/ml/processing/input';

/**
 * Declares a step that runs a PySpark program in SageMaker's Spark container, whose entry point `smspark-submit` forms
 * a cluster over all instances. It takes dependency lists as folders and knows no `--conf`: Spark's settings travel as
 * `configuration.json`.
 */
export function sparkStep(name: string, options: SparkStepOptions): ProcessingStep {
  const { processor, application, pyFiles, sparkConfiguration, ...rest } = options;
  const script = application.path.slice(application.path.lastIndexOf('/') + 1);
  const inputs = [
    input('py-files', pyFiles),
    ...(sparkConfiguration.length > 0 ? [input('conf', configurationAsset(name, sparkConfiguration))] : []),
    input('code', application),
  ];
  const source = callerOf(sparkStep);
  return processingStep<string>(name, {
    processor,
    entrypoint: ['smspark-submit', '--py-files', `${inputFolder}/py-files`, `${inputFolder}/code/${script}`],
    inputs,
    ...(source !== undefined && { source }),
    ...rest,
  });
}

function input(name: string, asset: Asset): ProcessingInput {
  return { name, uri: locationOf(asset), localPath: `${inputFolder}/${name}` };
}

function configurationAsset(step: string, configuration: readonly SparkClassification[]): TextAsset {
  return {
    kind: 'text',
    name: `${step}/configuration`,
    folder: `${step}/input/conf`,
    fileName: 'configuration.json',
    content: JSON.stringify(configuration),
  };
}
