import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NdrError } from '@ndr/core';
import { allHold } from './conditions';
import { readDefinition } from './definition';
import { asText, evaluate } from './evaluate';
import {
  isExactList,
  isExactObject,
  isFloat,
  parseExactJson,
  plainJson,
  type ExactJson,
  type ExactObject,
} from './exact-json';
import { executionScope } from './execution-scope';
import type { ParameterValues } from './parameters';
import { BucketFolders } from '../storage/bucket-folders';

/** A line of the corpus, whose README says what it holds. */
interface Case extends ExactObject {
  readonly kind: string;
  readonly parameters: readonly ExactObject[];
  readonly documents: Readonly<Record<string, string>>;
  readonly expression: ExactJson;
  readonly expected: ExactObject;
}

/** The first line of the corpus. */
interface Head extends ExactObject {
  readonly sagemaker: string;
  readonly properties: ExactObject;
  readonly outputs: Readonly<Record<string, string>>;
}

const corpus = join(__dirname, '..', '..', 'test-data', 'sagemaker-sdk', 'corpus.jsonl');
const [head, ...cases] = readFileSync(corpus, 'utf8')
  .trim()
  .split('\n')
  .map((line) => parseExactJson(line)) as unknown as readonly [Head, ...Case[]];

const evaluateStep = {
  ...{ Name: 'Evaluate', Type: 'Processing', Arguments: {} },
  PropertyFiles: [{ PropertyFileName: 'Evaluation', OutputName: 'metrics', FilePath: 'evaluation.json' }],
};
const Outputs = Object.entries(head.outputs).map(([OutputName, S3Uri]) => ({ OutputName, S3Output: { S3Uri } }));
const described = { ...head.properties, ProcessingOutputConfig: { Outputs } };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ndr-corpus-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function evaluated({ kind, parameters, documents, expression }: Case): ExactJson {
  const buckets = join(folder, 'buckets');
  rmSync(buckets, { recursive: true, force: true });
  for (const [uri, text] of Object.entries(documents)) {
    const file = join(buckets, uri.replace('s3://', ''));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const Parameters = parameters.map(({ Name, Type }) => ({ Name: Name ?? '', Type: Type ?? '' }));
  const text = JSON.stringify({ Version: '2020-12-01', Parameters, Steps: [evaluateStep] });
  const values = parameters.map(({ Name, DefaultValue }) => [Name, plainJson(DefaultValue ?? null)] as const);
  const scope = executionScope({
    definition: readDefinition('corpus', text),
    parameters: Object.fromEntries(values) as ParameterValues,
    variables: {},
    properties: new Map([['Evaluate', described]]),
    buckets: new BucketFolders(buckets, join(folder, 'uploads')),
  });
  const value = evaluate(expression, scope);
  return kind === 'condition' ? allHold(value) : value;
}

function outcomeOf(each: Case): ExactObject {
  try {
    return { value: evaluated(each) };
  } catch (error) {
    if (error instanceof NdrError) return { fails: true };
    throw error;
  }
}

/** `value` as text that says the types of numbers. */
function written(value: ExactJson): string {
  if (isFloat(value)) return asText(value);
  if (typeof value === 'bigint') return String(value);
  if (isExactList(value)) return `[${value.map(written).join()}]`;
  if (!isExactObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${written(each)}`);
  return `{${members.join()}}`;
}

it.each(['condition', 'join', 'json-get'])(`evaluates each %s as the SDK ${head.sagemaker} does`, (kind) => {
  const chosen = cases.filter((each) => each.kind === kind);
  const differing = chosen.flatMap((each) => {
    const [found, expected] = [written(outcomeOf(each)), written(each.expected)];
    return found === expected
      ? []
      : [
          `${written(each.expression)} with ${written(each.parameters)} and ${written(each.documents)}: ${found}, expected ${expected}`,
        ];
  });
  expect(differing).toEqual([]);
  expect(chosen.length).toBeGreaterThan(300);
});
