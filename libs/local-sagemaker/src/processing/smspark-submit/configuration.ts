import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { inputError } from './submit-error';

/** Settings of one of Spark's or Hadoop's files, in EMR's form. */
export interface Configuration {
  readonly Classification: string;
  readonly Properties: Readonly<Record<string, string>>;
  readonly Configurations: readonly Configuration[];
}

const configuration: z.ZodType<Configuration> = z.lazy(() =>
  z.object({
    Classification: z.string(),
    Properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
    Configurations: z
      .array(configuration)
      .nullish()
      .transform((inner) => inner ?? []),
  }),
);

type Serializer = (configuration: Configuration) => string;

const properties: Serializer = ({ Properties }) => lines(Properties, (name, value) => `${name}=${value}`);
const conf: Serializer = ({ Properties }) => lines(Properties, (name, value) => `${name} ${value}`);
const xml: Serializer = ({ Properties }) =>
  `<?xml version="1.0"?>\n<configuration>\n${lines(
    Properties,
    (name, value) => `  <property><name>${escaped(name)}</name><value>${escaped(value)}</value></property>`,
  )}</configuration>\n`;
const env: Serializer = ({ Classification, Configurations }) => {
  if (Configurations.length === 0)
    throw inputError(`the classification ${Classification} requires a sub-configuration`);
  return Configurations.map((inner) => {
    if (inner.Classification !== 'export') {
      throw inputError(`the classification ${Classification} must use the sub-classification 'export'`);
    }
    return lines(inner.Properties, (name, value) => `export ${name}=${value}`);
  }).join('');
};

/** Each classification that the container knows: its file in the configuration folder, and the file's form. */
const classifications: Readonly<Record<string, readonly [file: string, serialize: Serializer]>> = {
  'core-site': ['core-site.xml', xml],
  'hadoop-env': ['hadoop-env.sh', env],
  'hadoop-log4j': ['hadoop-log4j.properties', properties],
  'hive-env': ['hive-env.sh', env],
  'hive-log4j': ['hive-log4j2.properties', properties],
  'hive-exec-log4j': ['hive-exec-log4j2.properties', properties],
  'hive-site': ['hive-site.xml', xml],
  'spark-defaults': ['spark-defaults.conf', conf],
  'spark-env': ['spark-env.sh', env],
  'spark-log4j': ['log4j2.properties', properties],
  'spark-hive-site': ['hive-site.xml', xml],
  'spark-metrics': ['metrics.properties', properties],
  'yarn-env': ['yarn-env.sh', env],
  'yarn-site': ['yarn-site.xml', xml],
};

/** Text to append to a file of the configuration folder. */
export interface ConfigurationText {
  readonly file: string;
  readonly text: string;
}

/**
 * The texts that a job's `configuration.json` asks for; none when there is no such file. There is no YARN and no Hadoop
 * daemon on one machine, so that the files of those say nothing to anybody here.
 * @throws SubmitError
 */
export function jobConfiguration(file: string): ConfigurationText[] {
  if (!existsSync(file)) return [];
  const byFile = new Map<string, Configuration>();
  for (const each of read(file)) {
    const [name] = classified(each);
    const before = byFile.get(name);
    byFile.set(name, before ? merged(before, each) : each);
  }
  return [...byFile].map(([name, whole]) => ({ file: name, text: classified(whole)[1](whole) }));
}

function classified({ Classification }: Configuration): (typeof classifications)[string] {
  const known = classifications[Classification];
  if (known) return known;
  const names = Object.keys(classifications).join(', ');
  throw inputError(`Invalid classification: ${Classification}. Must be one of ${names}`);
}

/** Two settings of one file as one, since an XML file has one root; the later one wins. */
function merged(one: Configuration, other: Configuration): Configuration {
  return {
    ...one,
    Properties: { ...one.Properties, ...other.Properties },
    Configurations: [...one.Configurations, ...other.Configurations],
  };
}

function read(file: string): Configuration[] {
  try {
    const parsed = z.union([z.array(configuration), configuration]).parse(JSON.parse(readFileSync(file, 'utf8')));
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch (error) {
    throw inputError(`${file} is no configuration: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function lines(entries: Readonly<Record<string, string>>, line: (name: string, value: string) => string): string {
  return Object.entries(entries)
    .map(([name, value]) => `${line(name, value)}\n`)
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
