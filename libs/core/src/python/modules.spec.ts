import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { pythonModules, type PythonSources } from './modules';
import { defineBuilder, type BuilderOptions } from '../builder/define-builder';
import { columns } from '../dataset/columns';
import { defineDataset } from '../dataset/dataset';
import { defineJobSpec } from '../job-spec/define-job-spec';
import { integerParameter, stringParameter } from '../pipeline/values/parameter';

const awkward = `"""it's a \\path\\ with "quotes"`;

const table = defineDataset({
  name: 'table',
  description: 'A table',
  partitioning: 'slice',
  tables: {
    main: {
      folder: 'main',
      description: awkward,
      key: ['host_ip'],
      columns: [
        ...columns('string', { host_ip: 'Host' }),
        ...columns('long', { seen: { description: 'Seen', nullable: true } }),
      ],
    },
  },
});

const shared = z.strictObject({ name: z.string() }).meta({ title: 'Shared', description: 'Both have it' });

const builder = (jobName: string, settings: z.core.$ZodLooseShape, parameters: BuilderOptions['parameters'] = []) =>
  defineBuilder({
    stepName: jobName,
    description: jobName,
    jobSpec: defineJobSpec({ jobName, reads: [], writes: [], settings }),
    codeRoot: '/code',
    script: 'run.py',
    packages: [],
    parameters,
  });

const modules = (sources: Partial<PythonSources>) =>
  pythonModules({ builders: [], datasets: [], records: {}, constants: {}, command: 'npx nx sync', ...sources });

const moduleOf = (file: string, sources: Partial<PythonSources>) => modules(sources)[file] ?? '';

/** What Python makes of `expression` after it ran `source`. */
function python(source: string, expression: string): unknown {
  const program = `import json, sys\nexec(sys.stdin.read())\nprint(json.dumps(${expression}))`;
  const run = spawnSync('python3', ['-c', program], { input: source, encoding: 'utf-8' });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout);
}

it('says in the first line of every module what derives it', () => {
  const all = modules({ builders: [builder('a_job', {})], datasets: [table] });
  expect(Object.keys(all).sort()).toEqual([
    '__init__.py',
    'a_job_arguments.py',
    'a_job_spec.py',
    'constants.py',
    'records.py',
    'shared_settings.py',
    'tables.py',
  ]);
  for (const text of Object.values(all)) {
    expect(text).toMatch(/^# Derived by `npx nx sync`: edit the TypeScript model instead\.\n"""/);
  }
});

it('tells each job what it shares with others, and what comes from outside', () => {
  const source = { ...table, name: 'source', external: true };
  const jobSpec = defineJobSpec({
    jobName: 'a_job',
    reads: [source],
    writes: [table],
    shared: { zone: z.string() },
    settings: { limit: z.int() },
  });
  const text = moduleOf('constants.py', { builders: [{ ...builder('a_job', {}), jobSpec }, builder('b_job', {})] });
  expect(python(text, '[SHARED_SETTINGS, EXTERNAL_DATASETS]')).toEqual([{ a_job: ['zone'], b_job: [] }, ['source']]);
});

it('gives each kind of setting its Python type', () => {
  const source = moduleOf('a_job_spec.py', {
    builders: [
      builder('a_job', {
        text: z.string(),
        whole: z.int(),
        real: z.number(),
        flag: z.boolean(),
        list: z.array(z.int()),
        mapping: z.record(z.string(), z.number()),
        choice: z.enum(['a', 'b']),
        maybe: z.string().nullable(),
        either: z.union([z.string(), z.int()]),
        nested: z.strictObject({ inner: z.string() }).meta({ title: 'Nested' }),
        keyed: z.strictObject({ '7d': z.int(), '30d': z.int() }),
      }),
    ],
  });
  const fields = [...source.matchAll(/^ {4}(\w+): (.*)$/gm)].map(([, name, type]) => `${name ?? ''}: ${type ?? ''}`);
  expect(fields).toEqual(
    expect.arrayContaining([
      'text: str',
      'whole: int',
      'real: float',
      'flag: bool',
      'list: tuple[int, ...]',
      'mapping: dict[str, float]',
      'choice: Literal["a", "b"]',
      'maybe: str | None',
      'either: str | int',
      'nested: Nested',
      'inner: str',
      'keyed: dict[Literal["7d", "30d"], int]',
    ]),
  );
});

it('puts a class that several jobs have into one module, so that functions can take it', () => {
  const all = modules({ builders: [builder('a_job', { shared }), builder('b_job', { shared })] });
  expect(all['shared_settings.py']).toContain('class Shared:');
  expect(all['a_job_spec.py']).not.toContain('class Shared:');
  expect(all['a_job_spec.py']).toContain('from ndr_spark.generated.shared_settings import ');
});

it('imports its own modules by the package that they form', () => {
  const builders = [builder('a_job', { shared }), builder('b_job', { shared })];
  const all = modules({ builders, packageName: 'acme_spark.derived' });
  expect(all['a_job_spec.py']).toContain('from acme_spark.derived.shared_settings import ');
});

it('refuses two different objects of one title', () => {
  const settings = {
    one: z.strictObject({ a: z.string() }).meta({ title: 'Same' }),
    other: z.strictObject({ b: z.string() }).meta({ title: 'Same' }),
  };
  expect(() => modules({ builders: [builder('a_job', settings)] })).toThrow(
    expect.objectContaining({ code: 'python.class-conflict', place: 'class Same' }),
  );
});

it('writes docstrings whatever their text holds', () => {
  const record = z.strictObject({ field: z.string().describe(awkward) }).describe(awkward);
  const source = moduleOf('records.py', { records: { Record: record } });
  expect(python(source, '[Record.__doc__, list(Record.__annotations__)]')).toEqual([
    `'''it's a \\path\\ with "quotes".`,
    ['field'],
  ]);
});

it('writes constants with their values', () => {
  const constants = {
    WORD: { value: 'a "b" \\ é', description: awkward },
    LENGTHS: { value: { w_15m: 1 }, description: 'Lengths' },
    NUMBER: { value: 3, description: 'Three' },
  };
  const source = moduleOf('constants.py', { constants });
  expect(python(source, '[WORD, LENGTHS, NUMBER, NO_VALUE]')).toEqual(['a "b" \\ é', { w_15m: 1 }, 3, 'none']);
});

describe('arguments', () => {
  const argument = 'class Argument:\n    def __init__(self, *given, **named): self.given = [*given, named]\n';
  const parameters = [
    stringParameter('BatchStart', { pattern: /\d+\/"[a-z]\\?/ }),
    stringParameter('Mode', { enum: ['A', 'B'] }),
    stringParameter('End', { optional: true }),
    integerParameter('Count'),
  ];
  const source = moduleOf('a_job_arguments.py', { builders: [builder('a_job', {}, parameters)] });
  const runnable = argument + source.replace('from ndr_spark.arguments import Argument', '');

  it('have flags, patterns, values and absence as the parameters have', () => {
    expect(python(runnable, '[each.given for each in ARGUMENTS]')).toEqual([
      ['batch_start', '--batch-start', { pattern: '\\d+\\/"[a-z]\\\\?' }],
      ['mode', '--mode', { values: ['A', 'B'] }],
      ['end', '--end', { optional: true }],
      ['count', '--count', {}],
    ]);
  });

  it('become fields of the type of each parameter', () => {
    expect(python(runnable, '{k: str(v) for k, v in AJobArguments.__annotations__.items()}')).toEqual({
      batch_start: "<class 'str'>",
      mode: "<class 'str'>",
      end: 'str | None',
      count: "<class 'int'>",
    });
  });
});

it('writes tables with their keys, partitions and columns', () => {
  const classes = [
    'class Column:\n    def __init__(self, name, type, nullable=False): self.all = [name, type, nullable]',
    'class Table:\n    def __init__(self, **named): self.__dict__ = named',
  ].join('\n');
  const source = moduleOf('tables.py', { datasets: [table] }).replace('from ndr_spark.tables import Column, Table', '');
  const expression =
    '[TABLE_MAIN.folder, TABLE_MAIN.key, TABLE_MAIN.partition_columns, [c.all for c in TABLE_MAIN.columns]]';
  expect(python(`${classes}\n${source}`, expression)).toEqual([
    'main',
    ['host_ip'],
    ['dt', 'hh', 'mm'],
    [
      ['host_ip', 'string', false],
      ['seen', 'long', true],
    ],
  ]);
});
