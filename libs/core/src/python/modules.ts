import type { z } from 'zod';
import { addOnce, pythonClasses, sentence, type PythonClass } from './classes';
import type { Builder } from '../builder/define-builder';
import type { Column } from '../dataset/columns';
import { partitionColumns } from '../dataset/partitions';
import type { Dataset } from '../dataset/dataset';
import type { JobSpecDefinition } from '../job-spec/define-job-spec';
import { defaultJobSpecTable, jobSpecTableVariable } from '../job-spec/key';
import { flagOf } from '../pipeline/command-line';
import { noValue, type Parameter } from '../pipeline/values/parameter';

/** A value that both sides must agree on, with what it means. */
export interface PythonConstant {
  readonly description: string;
  readonly value: string | number | Readonly<Record<string, number>>;
}

/** What Python is derived from. */
export interface PythonSources {
  readonly builders: readonly Builder[];
  readonly datasets: readonly Dataset[];
  /** Schemas of the records that jobs write and read, by class name. */
  readonly records: Readonly<Record<string, z.ZodType>>;
  /** Words and numbers that both sides must agree on, by name in Python. */
  readonly constants: Readonly<Record<string, PythonConstant>>;
  /** Command that writes the files anew, for their first line. */
  readonly command: string;
  /** Python package that the modules form, by which they import each other. */
  readonly packageName?: string;
}

/** The derived Python modules, by file name. */
export function pythonModules(sources: PythonSources): Readonly<Record<string, string>> {
  const { packageName = 'ndr_spark.generated' } = sources;
  const jobs = sources.builders.map(({ jobSpec }) => jobClasses(jobSpec));
  const shared = sharedClasses(jobs.map(({ classes }) => classes));
  const modules = {
    '__init__.py': '"""Derived from the TypeScript model: settings, arguments, tables, records."""\n',
    'shared_settings.py': dataclassModule('Settings that several jobs have', [...shared.values()]),
    'records.py': recordsModule(sources.records),
    'tables.py': tablesModule(sources.datasets),
    'constants.py': constantsModule(sources.constants, sources.builders),
    ...Object.fromEntries(jobs.map((job) => [`${job.jobName}_spec.py`, jobModule(job, shared, packageName)])),
    ...Object.fromEntries(
      sources.builders.map((each) => [`${each.jobSpec.jobName}_arguments.py`, argumentsModule(each)]),
    ),
  };
  const mark = `# Derived by \`${sources.command}\`: edit the TypeScript model instead.\n`;
  return Object.fromEntries(Object.entries(modules).map(([name, text]) => [name, mark + text]));
}

interface JobClasses {
  readonly jobName: string;
  readonly classes: readonly PythonClass[];
}

function jobClasses({ jobName, schema }: JobSpecDefinition): JobClasses {
  return { jobName, classes: pythonClasses(`${pascal(jobName)}Spec`, `JobSpec of ${jobName}`, schema) };
}

/** Classes of every job that name its datasets: each job has its own, also when another reads or writes the same. */
const ownClasses: readonly string[] = ['Reads', 'Writes'];

/**
 * Classes that more than one job has, to the letter: one class in Python, so that functions can take it. Where other
 * jobs have another class of that name in common, each keeps its own.
 */
function sharedClasses(jobs: readonly (readonly PythonClass[])[]): ReadonlyMap<string, PythonClass> {
  const all = jobs.flat().filter(({ name }) => !ownClasses.includes(name));
  const repeated = all.filter((each) => all.filter(({ source }) => source === each.source).length > 1);
  const shared = repeated.filter(({ name, source }) =>
    repeated.every((other) => other.name !== name || other.source === source),
  );
  return new Map(shared.map((each) => [each.name, each]));
}

function jobModule(
  { jobName, classes }: JobClasses,
  shared: ReadonlyMap<string, PythonClass>,
  packageName: string,
): string {
  const own = classes.filter(({ name, source }) => shared.get(name)?.source !== source);
  const imported = classes.filter((each) => !own.includes(each)).map(({ name }) => name);
  const used = imported.filter((name) => own.some(({ source }) => new RegExp(`\\b${name}\\b`).test(source)));
  const sharedImport = `from ${packageName}.shared_settings import ${[...used].sort().join(', ')}`;
  return dataclassModule(`Settings of ${jobName}`, own, used.length > 0 ? ['', sharedImport] : []);
}

function recordsModule(records: Readonly<Record<string, z.ZodType>>): string {
  const classes: PythonClass[] = [];
  for (const [name, schema] of Object.entries(records)) {
    for (const each of pythonClasses(name, schema.description ?? name, schema)) addOnce(each, classes);
  }
  return dataclassModule('Records that say what exists', classes);
}

function dataclassModule(document: string, classes: readonly PythonClass[], more: readonly string[] = []): string {
  const body = classes.map(({ source }) => source).join('\n\n');
  const imports = [
    'from dataclasses import dataclass',
    ...(body.includes('Literal[') ? ['from typing import Literal'] : []),
    ...more,
  ];
  return `"""${sentence(document)}"""\n\n${imports.join('\n')}\n\n\n${body}`;
}

const ownConstants: Readonly<Record<string, PythonConstant>> = {
  NO_VALUE: { value: noValue, description: 'Value of an optional argument that nobody gave' },
  DEFAULT_JOB_SPEC_TABLE: {
    value: defaultJobSpecTable,
    description: 'Table of JobSpecs, unless the environment names another',
  },
  JOB_SPEC_TABLE_VARIABLE: {
    value: jobSpecTableVariable,
    description: 'Environment variable that names another table',
  },
};

function constantsModule(constants: Readonly<Record<string, PythonConstant>>, builders: readonly Builder[]): string {
  const lines = Object.entries({ ...ownConstants, ...constants }).map(
    ([name, { value, description }]) => `${name} = ${JSON.stringify(value)}\n"""${sentence(description)}"""\n`,
  );
  return `"""Words and numbers that the pipelines and the jobs agree on."""\n\n${lines.join('\n')}\n${alignment(builders)}`;
}

/** What a job needs to check its own part of the alignment of a set. */
function alignment(builders: readonly Builder[]): string {
  const specs = builders.map(({ jobSpec }) => jobSpec);
  const shared = specs.map(({ jobName, sharedNames }) => `    ${quoted(jobName)}: ${tuple(sharedNames)},`);
  const datasets = specs.flatMap(({ reads, writes }) => [...reads, ...writes]);
  const external = new Set(datasets.filter((dataset) => dataset.external).map(({ name }) => name));
  return `SHARED_SETTINGS: dict[str, tuple[str, ...]] = {
${shared.join('\n')}
}
"""Settings of each job on which it agrees with the other jobs of a set that share them."""

EXTERNAL_DATASETS: tuple[str, ...] = ${tuple([...external].sort())}
"""Datasets that no job of a set writes."""
`;
}

function argumentsModule({ jobSpec: { jobName }, parameters }: Builder): string {
  const fields = parameters.map(
    (each) =>
      `    ${fieldOf(each)}: ${pythonScalar(each)}\n    """${sentence(capital(each.description ?? each.name))}"""`,
  );
  const specs = parameters.map((each) => `    ${argumentOf(each)},`);
  return `"""${sentence(`Arguments of ${jobName}`)}"""

from dataclasses import dataclass

from ndr_spark.arguments import Argument


@dataclass(frozen=True, kw_only=True)
class ${pascal(jobName)}Arguments:
    """${sentence(`What ${jobName} is told about its run`)}"""

${fields.join('\n')}


ARGUMENTS = (
${specs.join('\n')}
)
`;
}

function argumentOf(parameter: Parameter): string {
  const pattern = parameter.pattern ? `, pattern=${quoted(parameter.pattern.source)}` : '';
  const values = parameter.enum ? `, values=(${parameter.enum.map((value) => quoted(String(value))).join(', ')},)` : '';
  const optional = parameter.optional ? ', optional=True' : '';
  return `Argument(${quoted(fieldOf(parameter))}, ${quoted(flagOf(parameter))}${pattern}${values}${optional})`;
}

const pythonScalar = (parameter: Parameter) =>
  parameter.optional
    ? 'str | None'
    : { String: 'str', Integer: 'int', Float: 'float', Boolean: 'bool' }[parameter.type];

function tablesModule(datasets: readonly Dataset[]): string {
  const tables = datasets.flatMap((dataset) =>
    Object.entries(dataset.tables).map(([name, table]) => {
      const constant = name === dataset.name ? constantCase(name) : constantCase(`${dataset.name}_${name}`);
      return `${constant} = Table(
    dataset=${quoted(dataset.name)},
    name=${quoted(name)},
    folder=${quoted(table.folder)},
    key=${tuple(table.key)},
    partition_columns=${tuple(partitionColumns[dataset.partitioning])},
    columns=(
${table.columns.map((column) => `        ${columnOf(column)},`).join('\n')}
    ),
)
"""${sentence(table.description)}"""
`;
    }),
  );
  return `"""${sentence('Tables that the jobs read and write')}"""

from ndr_spark.tables import Column, Table

${tables.join('\n')}`;
}

const columnOf = ({ name, type, nullable }: Column) =>
  `Column(${quoted(name)}, ${quoted(type)}${nullable ? ', nullable=True' : ''})`;
const tuple = (items: readonly string[]) => `(${items.map((item) => `${quoted(item)},`).join(' ')})`;
/** A Python string: JSON's escapes are Python's too. */
const quoted = (text: string) => JSON.stringify(text);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const words = (name: string) => name.split(/[_/-]/);
const pascal = (name: string) => words(name).map(capital).join('');
const constantCase = (name: string) => words(name).join('_').toUpperCase();
const fieldOf = (parameter: Parameter) => flagOf(parameter).slice(2).replaceAll('-', '_');
