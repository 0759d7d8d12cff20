import { SubmitError } from './submit-error';

/** The command line of `smspark-submit`, read. */
export interface SubmitOptions {
  readonly mainClass?: string;
  readonly jars?: string;
  readonly pyFiles?: string;
  readonly files?: string;
  readonly eventLogsUri?: string;
  readonly localEventLogsFolder?: string;
  readonly verbose: boolean;
  readonly help: boolean;
  /** The application and its own arguments, which are passed on as they are. */
  readonly application: readonly string[];
}

const valueOptions = {
  '--class': 'mainClass',
  '--jars': 'jars',
  '--py-files': 'pyFiles',
  '--files': 'files',
  '--spark-event-logs-s3-uri': 'eventLogsUri',
  '--local-spark-event-logs-dir': 'localEventLogsFolder',
} as const;

export const usage = `Usage: smspark-submit [OPTIONS] APP [APP_ARGUMENTS]...

  Submits a Python script or a jar to Spark. Spark, Hadoop and Hive are configured by
  /opt/ml/processing/input/conf/configuration.json, not by options.

Options:
  --class TEXT                       Main class of the application.
  --jars TEXT                        A folder, or a comma-separated list, of jars.
  --py-files TEXT                    A folder, or a comma-separated list, of .zip, .egg or .py files.
  --files TEXT                       A folder, or a comma-separated list, of files for the executors.
  --spark-event-logs-s3-uri TEXT     S3 prefix that takes Spark's event logs.
  --local-spark-event-logs-dir TEXT  Local folder that takes Spark's event logs.
  -v, --verbose                      Print additional debug output.
  --help                             Show this message and exit.
`;

/**
 * Reads the command line as the container does: options stand before the application, and what follows it is the
 * application's own.
 * @throws SubmitError
 */
export function readOptions(words: readonly string[]): SubmitOptions {
  const values: Partial<Record<(typeof valueOptions)[keyof typeof valueOptions], string>> = {};
  const flags = { verbose: false, help: false };
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') {
      index++;
      break;
    }
    if (!word.startsWith('-') || word === '-') break;
    if (word === '-v' || word === '--verbose') flags.verbose = true;
    else if (word === '--help') flags.help = true;
    else {
      const [name = '', ...attached] = word.split('=');
      if (!isValueOption(name)) throw parseError(`no such option: ${name}`);
      const value = attached.length > 0 ? attached.join('=') : words[++index];
      if (value === undefined) throw parseError(`Option '${name}' requires an argument.`);
      values[valueOptions[name]] = value;
    }
  }
  const application = words.slice(index);
  if (application.length === 0 && !flags.help) throw parseError('missing parameter: app');
  return { ...values, ...flags, application };
}

function isValueOption(name: string): name is keyof typeof valueOptions {
  return Object.hasOwn(valueOptions, name);
}

function parseError(cause: string): SubmitError {
  return new SubmitError(`Couldn't parse input.: ${cause}`);
}
