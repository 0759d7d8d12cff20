import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { sourceOf } from './source-of';
import * as core from '../../index';
import { emitDefinition, parseDefinition, type ParsedDefinition } from '../parse/parse-definition';
import type { Pipeline } from '../pipeline';
import { synth } from '../synth';

const folder = join(__dirname, '../../../test-data/sagemaker-python-sdk-2.257.7');
const names = readdirSync(folder)
  .map((file) => file.replace(/\.json$/, ''))
  .filter((name) => name !== 'api_requests');
const golden = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf-8'));

function parsed(json: unknown): ParsedDefinition {
  const { definition, findings } = parseDefinition(json);
  if (!definition) throw new Error(JSON.stringify(findings));
  return definition;
}

const imported = (json: unknown) => sourceOf(parsed(json), { name: 'imported' });

/** Runs a module's source; answers the pipeline that it exports. */
function run(source: string): Pipeline {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 };
  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  const module = { exports: {} as { pipeline: Pipeline } };
  runInNewContext(outputText, { exports: module.exports, require: () => core });
  return module.exports.pipeline;
}

const definitionOf = (source: string) => synth(run(source), { assets: {} }).definition;

/** Leaves out empty environments and metadata, and the order of names to wait for. */
function normalized(definition: unknown): unknown {
  return JSON.parse(
    JSON.stringify(definition, (member, value: unknown) => {
      if ((member === 'Environment' || member === 'Metadata') && JSON.stringify(value) === '{}') return undefined;
      return member === 'DependsOn' ? [...(value as string[])].sort() : value;
    }),
  );
}

it.each(names)('%s becomes TypeScript that synthesizes the same JSON', (name) => {
  expect(normalized(definitionOf(imported(golden(name))))).toEqual(normalized(golden(name)));
});

it('the modules of all cases compile in a strict project', () => {
  const sources = new Map(names.map((name) => [join(__dirname, `${name}.imported.ts`), imported(golden(name))]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    customConditions: ['@ndr/source'],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const fromDisk = { ...host };
  host.readFile = (file) => sources.get(file) ?? fromDisk.readFile(file);
  host.fileExists = (file) => sources.has(file) || fromDisk.fileExists(file);
  host.getSourceFile = (file, ...rest) => {
    const source = sources.get(file);
    return source === undefined
      ? fromDisk.getSourceFile(file, ...rest)
      : ts.createSourceFile(file, source, ts.ScriptTarget.ES2023);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  const messages = [...sources.keys()].flatMap((file) =>
    program.getSemanticDiagnostics(program.getSourceFile(file)).map(({ messageText, start = 0 }) => {
      const text = ts.flattenDiagnosticMessageText(messageText, '\n');
      return `${file}: ${sources.get(file)?.slice(start, start + 60)}: ${text}`;
    }),
  );
  expect(messages).toEqual([]);
}, 120_000);

it('reads as somebody would write it', () => {
  expect(imported(golden('lambda_step'))).toMatchInlineSnapshot(`
   "import { conditionStep, equals, lambdaStep, outputOf, stringParameter, type Pipeline } from '@ndr/core';

   const projectName = stringParameter('ProjectName', { default: 'ndr' });

   const checkBatch = lambdaStep('CheckBatch', {
     functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:check-batch',
     inputs: { project: projectName, limit: 10, dry_run: false, ratio: 0.5, note: 'text' },
     outputs: { ready: 'Boolean', count: 'Integer', share: 'Float', path: 'String' },
     cache: { enabled: true, expireAfter: 'PT12H' },
   });

   const notify = lambdaStep('Notify', {
     functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:notify',
     inputs: {
       path: outputOf(checkBatch, 'path'),
       count: outputOf(checkBatch, 'count'),
       share: outputOf(checkBatch, 'share'),
     },
     dependsOn: ['CheckBatch'],
   });

   const isReady = conditionStep('IsReady', {
     conditions: [equals(outputOf(checkBatch, 'ready'), true)],
     ifSteps: [notify],
   });

   /** What the definition says; its S3 URIs are written out, so that nothing is uploaded. */
   export const pipeline: Pipeline = {
     name: 'imported',
     parameters: [projectName],
     steps: [checkBatch, isReady],
     codeLocation: { bucket: 'unused', prefix: 'imported' },
     tags: {},
   };
   "
  `);
});

describe('what the functions of steps cannot say', () => {
  const stop = { Name: 'Stop', Type: 'Fail', Arguments: { ErrorMessage: 'x' } };
  const definition = (steps: unknown[], members: object = {}) => ({
    Version: '2020-12-01',
    Metadata: {},
    Parameters: [],
    PipelineExperimentConfig: null,
    Steps: steps,
    ...members,
  });

  it.each([
    ['metadata and unknown members', definition([stop], { Metadata: { Team: 'ndr' }, Later: [1] })],
    ['an unknown member of a step', definition([{ ...stop, Later: { Get: 'Execution.PipelineName' } }])],
    [
      'a condition of an unknown form',
      definition([
        {
          Name: 'If',
          Type: 'Condition',
          Arguments: {
            Conditions: [{ Type: 'Equals', LeftValue: 'a', RightValue: { Get: 'Execution.PipelineName' }, Note: 'n' }],
            IfSteps: [stop],
            ElseSteps: [],
          },
        },
      ]),
    ],
    [
      'unknown members of a parameter',
      definition([{ ...stop, Arguments: { ErrorMessage: { Get: 'Parameters.P' } } }], {
        Parameters: [{ Name: 'P', Type: 'String', Note: 'n' }],
      }),
    ],
    [
      'texts with quotes, backslashes and placeholders',
      definition([
        {
          ...stop,
          Arguments: {
            ErrorMessage: {
              'Std:Join': { On: '', Values: ["it's \\ ` ${x}\n", { Get: 'Execution.PipelineName' }, '"'] },
            },
          },
        },
      ]),
    ],
    [
      'names that are words of the language',
      definition([
        { ...stop, Name: 'class' },
        { ...stop, Name: 'equals' },
        { ...stop, Name: 'Class' },
        { ...stop, Name: '1' },
        { ...stop, Name: 'pipeline' },
      ]),
    ],
    [
      'a step that another one refers to before it is declared',
      definition([
        { ...stop, Arguments: { ErrorMessage: { Get: 'Steps.Later.ModelName' } } },
        { Name: 'Later', Type: 'Model', Arguments: {} },
      ]),
    ],
  ])('is kept: %s', (_what, json) => {
    expect(normalized(definitionOf(imported(json)))).toEqual(normalized(json));
  });

  it('is kept: a member of the name that every object has one of', () => {
    const json = definition([stop], { constructor: 1 });
    expect(emitDefinition(parsed(json))).toEqual(json);
  });

  it('is written in its own words: a step and a condition of the type that every object has a member of', () => {
    const conditions = [{ Type: 'constructor', LeftValue: 'a', RightValue: 'b' }];
    const decide = { Name: 'If', Type: 'Condition', Arguments: { Conditions: conditions, IfSteps: [], ElseSteps: [] } };
    const source = imported(definition([{ ...stop, Type: 'constructor' }, decide]));
    expect(source).toContain("type: 'constructor'");
    expect(source).toContain("{ Type: 'constructor', LeftValue: 'a', RightValue: 'b' }");
  });
});
