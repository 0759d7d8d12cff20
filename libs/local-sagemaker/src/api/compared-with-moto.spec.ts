import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { startMoto } from '../gateway/moto';
import { ensurePythonEnvironment } from '../python/python-environment';
import { workspaceRoot } from '../testing/local-run';
import { answersOf } from '../testing/sagemaker-calls';
import { SageMakerService } from '../testing/sagemaker-service';

// A real process, on a machine that may be busy.
jest.setTimeout(120_000);

const documented = join(__dirname, '..', '..', 'docs', 'compared-with-moto.md');

it("differs from moto's SageMaker where the documentation says so, and nowhere else", async () => {
  expect([...(await differences())].sort()).toEqual([...documentedDifferences()].sort());
});

/** Call and member of each difference, as rows of the table begin. */
async function differences(): Promise<Set<string>> {
  const [ours, theirs] = [await ourAnswers(), await motosAnswers()];
  const found = new Set<string>();
  for (const [what, answer] of ours) {
    for (const member of differingMembers(comparable(answer), comparable(theirs.get(what)))) {
      found.add(`${what} | ${member}`);
    }
  }
  return found;
}

function documentedDifferences(): readonly string[] {
  const rows = readFileSync(documented, 'utf8').matchAll(/^\| (?!call |-)([^|]+?) +\| ([^|]+?) +\|/gm);
  return [...rows].map(([, what, member]) => `${what} | ${member}`);
}

async function ourAnswers(): Promise<ReadonlyMap<string, unknown>> {
  const service = await SageMakerService.open();
  try {
    return await answersOf(service.client);
  } finally {
    await service.close();
  }
}

async function motosAnswers(): Promise<ReadonlyMap<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'ndr-moto-'));
  const { python } = await ensurePythonEnvironment({ workspaceRoot });
  const moto = await startMoto({ python, logFile: join(folder, 'moto.log') });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SageMakerClient({ endpoint: moto.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  try {
    return await answersOf(client);
  } finally {
    client.destroy();
    await moto.close();
    rmSync(folder, { recursive: true });
  }
}

/** An answer without what is new each time: times, ids, tokens, and what the SDK says of the request. */
function comparable(answer: unknown): Answer {
  const text = JSON.stringify(answer, (member, value: unknown) => {
    if (member === '$metadata') return undefined;
    return member === 'NextToken' ? 'a token' : value;
  });
  return JSON.parse(
    text.replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"a time"').replaceAll(/execution\/(?!absent)\w+/g, 'execution/id'),
  ) as Answer;
}

/** Members in which two answers differ; where one of them is an error, that it is. */
function differingMembers(one: Answer = {}, other: Answer = {}): readonly string[] {
  if ('error' in one !== 'error' in other) return ['an error'];
  const members = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...members].filter((member) => JSON.stringify(one[member]) !== JSON.stringify(other[member]));
}

type Answer = Readonly<Record<string, unknown>>;
