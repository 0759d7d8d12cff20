import {
  processingStep,
  type ProcessingInput,
  type ProcessingOutput,
  type ProcessingStep,
  type ProcessingStepOptions,
} from './processing';
import type { Asset, FileAsset, FilesAsset, PythonPackagesAsset, TextAsset } from '../assets';
import { callerOf } from '../../errors/source-place';
import { locationOf } from '../values/asset-location';
import { join } from '../values/join';
import type { Value } from '../values/value';

/** Settings of one of Spark's or Hadoop's configuration files, in EMR's form. */
export interface SparkClassification {
  readonly Classification: string;
  readonly Properties?: Readonly<Record<string, string>>;
  readonly Configurations?: readonly SparkClassification[];
}

/**
 * Files that a Spark program needs beside itself: an asset that is uploaded with the pipeline, or places that hold them
 * already. Both in one list are refused: the container expands such a list wrongly.
 */
export type SparkDependencies = FilesAsset | readonly Value<string>[];

/** A Spark program with what it needs beside its machines. */
export interface SparkStepOptions<Outputs extends string = never, Files extends string = never> extends Omit<
  ProcessingStepOptions<Outputs, Files>,
  'entrypoint'
> {
  /** What `smspark-submit` starts: a script or a jar, an asset or the S3 URI of one. */
  readonly application: FileAsset | string;
  /** Main class of a jar. */
  readonly mainClass?: string;
  /** Packages and modules that a script imports, for `--py-files`. */
  readonly pyFiles?: PythonPackagesAsset | SparkDependencies;
  /** For `--jars`. */
  readonly jars?: SparkDependencies;
  /** For `--files`: each executor finds them in its working folder. */
  readonly files?: SparkDependencies;
  readonly sparkConfiguration?: readonly SparkClassification[];
  /** S3 prefix that gets Spark's event logs while the job runs, for a history server. */
  readonly eventLogs?: Value<string>;
}

const inputFolder = '/opt/ml/processing/input';
const eventLogFolder = '/opt/ml/processing/spark-events/';

/**
 * Declares a step that runs a Spark program in SageMaker's Spark container, whose entry point `smspark-submit` forms
 * a cluster over all instances. It takes dependency lists as folders and knows no `--conf`: Spark's settings travel as
 * `configuration.json`.
 */
export function sparkStep<Outputs extends string = never, Files extends string = never>(
  name: string,
  options: SparkStepOptions<Outputs, Files>,
): ProcessingStep<Outputs, Files> {
  const { application, mainClass, pyFiles, jars, files, sparkConfiguration = [], eventLogs, ...rest } = options;
  const lists = { 'py-files': pyFiles, jars, files };
  const source = callerOf(sparkStep);
  const outputs: Readonly<Record<string, ProcessingOutput>> = options.outputs ?? {};
  return processingStep<Outputs, Files>(name, {
    ...(source !== undefined && { source }),
    ...rest,
    entrypoint: [
      'smspark-submit',
      ...(mainClass === undefined ? [] : ['--class', mainClass]),
      ...Object.entries(lists).flatMap(([list, dependencies]) => listOption(list, dependencies)),
      ...(eventLogs === undefined ? [] : ['--local-spark-event-logs-dir', eventLogFolder]),
      `${inputFolder}/code/${fileName(typeof application === 'string' ? application : application.path)}`,
    ],
    inputs: [
      ...(options.inputs ?? []),
      ...Object.entries(lists).flatMap(([list, dependencies]) =>
        dependencies && 'kind' in dependencies ? [input(list, locationOf(dependencies))] : [],
      ),
      ...(sparkConfiguration.length > 0
        ? [input('conf', locationOf(configurationAsset(name, sparkConfiguration)))]
        : []),
      input('code', typeof application === 'string' ? application : locationOf(application)),
    ],
    outputs: {
      ...outputs,
      ...(eventLogs !== undefined && {
        [`output-${Object.keys(outputs).length + 1}`]: {
          localPath: eventLogFolder,
          uri: eventLogs,
          uploadMode: 'Continuous',
        },
      }),
    } as Readonly<Record<Outputs, ProcessingOutput>>,
  });
}

function listOption(list: string, dependencies: Asset | readonly Value<string>[] | undefined): Value<string>[] {
  if (!dependencies || (!('kind' in dependencies) && dependencies.length === 0)) return [];
  if ('kind' in dependencies) return [`--${list}`, `${inputFolder}/${list}`];
  const plain = dependencies.filter((each) => typeof each === 'string');
  return [`--${list}`, plain.length === dependencies.length ? plain.join(',') : join(',', dependencies)];
}

function input(name: string, uri: Value<string>): ProcessingInput {
  return { name, uri, localPath: `${inputFolder}/${name}` };
}

const fileName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function configurationAsset(step: string, configuration: readonly SparkClassification[]): TextAsset {
  return {
    kind: 'text',
    name: `${step}/configuration`,
    folder: `${step}/input/conf`,
    fileName: 'configuration.json',
    content: JSON.stringify(configuration),
  };
}
