import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { BenchmarkError, part, rounded } from './measure';
import { noOpDefinition, roleArn } from './no-op-steps';
import { processTree } from './process-tree';
import { ServedState, type ServiceAnswer } from '../support/served-state';

const starts = 5;
const [executions, steps] = [200, 10];
const manyExecutions = 10_000;
const calls = 300;

/**
 * The local SageMaker as its clients meet it: all through HTTP, in a server process of its own.
 *
 * The many executions have one step each, which decides between nothing and nothing: they are there to be listed.
 */
export async function localSagemaker(): Promise<unknown> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'ndr-bench-'));
  try {
    const start = await part('start', startUp(stateFolder));
    const server = await ServedState.start(stateFolder);
    try {
      const pipelines = await part('no-op pipelines', throughput(server));
      await create(server, 'many', JSON.stringify(decidingDefinition));
      const arn = await part('many executions', startMany(server));
      const answers = {
        describe: await median(() => call(server, 'DescribePipelineExecution', { PipelineExecutionArn: arn })),
        listPage: await median(() => call(server, 'ListPipelineExecutions', { PipelineName: 'many', MaxResults: 100 })),
      };
      return { start, pipelines, executions: manyExecutions, medianMilliseconds: answers, memory: memoryOf(server) };
    } finally {
      await server.end();
    }
  } finally {
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

/** Seconds from the start of the program to its first line; the first start makes the state folder. */
async function startUp(stateFolder: string): Promise<unknown> {
  const seconds: number[] = [];
  for (let count = 0; count < starts; count += 1) {
    const started = performance.now();
    const server = await ServedState.start(stateFolder);
    seconds.push((performance.now() - started) / 1000);
    await server.end();
  }
  return { firstSeconds: rounded(seconds[0] ?? 0), medianSeconds: rounded(middle(seconds)) };
}

async function throughput(server: ServedState): Promise<unknown> {
  await create(server, 'no-op', noOpDefinition(steps));
  const cpuBefore = cpuSeconds(server.pid);
  const started = performance.now();
  for (let count = 0; count < executions; count += 1) await start(server, 'no-op');
  await untilAllEnded(server, 'no-op');
  const seconds = (performance.now() - started) / 1000;
  const cpuMilliseconds = (1000 * (cpuSeconds(server.pid) - cpuBefore)) / (executions * steps);
  return {
    ...{ executions, steps, seconds: rounded(seconds) },
    stepsASecond: rounded((executions * steps) / seconds),
    cpuMillisecondsAStep: rounded(cpuMilliseconds),
  };
}

async function startMany(server: ServedState): Promise<string> {
  const atOnce = 8;
  let last = '';
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let count = 0; count < manyExecutions / atOnce; count += 1) last = await start(server, 'many');
    }),
  );
  await untilAllEnded(server, 'many');
  return last;
}

async function create(server: ServedState, name: string, definition: string): Promise<void> {
  await call(server, 'CreatePipeline', {
    PipelineName: name,
    PipelineDefinition: definition,
    RoleArn: roleArn,
    ClientRequestToken: `create-${name}-${'0'.repeat(32)}`,
  });
}

async function start(server: ServedState, name: string): Promise<string> {
  const token = crypto.randomUUID();
  const { body } = await call(server, 'StartPipelineExecution', { PipelineName: name, ClientRequestToken: token });
  return String(body.PipelineExecutionArn);
}

/** Waits for the first and the last of a pipeline's executions, then for all between them. */
async function untilAllEnded(server: ServedState, name: string): Promise<void> {
  let token: unknown;
  do {
    const page = {
      PipelineName: name,
      MaxResults: 100,
      SortOrder: 'Ascending',
      ...(token !== undefined && { NextToken: token }),
    };
    const { body } = await call(server, 'ListPipelineExecutions', page);
    const listed = body.PipelineExecutionSummaries as readonly { readonly PipelineExecutionStatus: string }[];
    const unsuccessful = listed.filter(({ PipelineExecutionStatus: status }) => status !== 'Succeeded');
    if (unsuccessful.some(({ PipelineExecutionStatus: status }) => status !== 'Executing')) {
      throw new BenchmarkError(`an execution of ${name} did not succeed`);
    }
    if (unsuccessful.length > 0) await delay(50);
    else token = body.NextToken ?? null;
  } while (token !== null);
}

async function call(server: ServedState, operation: string, input: unknown): Promise<ServiceAnswer> {
  const answer = await server.sagemaker(operation, input);
  if (answer.status !== 200) throw new BenchmarkError(`${operation}: ${JSON.stringify(answer.body)}`);
  return answer;
}

/** Milliseconds that a call takes. */
async function median(act: () => Promise<unknown>): Promise<number> {
  const milliseconds: number[] = [];
  for (let count = 0; count < calls; count += 1) {
    const started = performance.now();
    await act();
    milliseconds.push(performance.now() - started);
  }
  return rounded(middle(milliseconds));
}

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Megabytes that the server and moto, which it started, hold. */
function memoryOf({ pid }: ServedState): unknown {
  const [server, ...started] = processTree(pid);
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);
  return {
    serverMegabytes: megabytes(server?.bytes ?? 0),
    motoMegabytes: megabytes(started.reduce((sum, { bytes }) => sum + bytes, 0)),
  };
}

const ticksASecond = 100;

/** What a process and all that it started and that has ended spent of the cores. */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksASecond;
}

const decidingDefinition = {
  Version: '2020-12-01',
  Steps: [
    {
      Name: 'Decide',
      Type: 'Condition',
      Arguments: { Conditions: [{ Type: 'Equals', LeftValue: 1, RightValue: 1 }], IfSteps: [], ElseSteps: [] },
    },
  ],
};
