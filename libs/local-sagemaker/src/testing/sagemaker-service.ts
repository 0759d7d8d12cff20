import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { Json } from '@ndr/core';
import { handleSageMakerRequest, type SageMakerContext } from '../api';
import type { Interpreter } from '../interpreter';
import { parseDefinition } from '../interpreter/definition';
import { defaultAccount } from '../interpreter/identity';
import { parameterValues } from '../interpreter/parameters';
import { BucketFolders } from '../storage/bucket-folders';
import { ClientTokens } from '../storage/client-tokens';
import { openStateDatabase } from '../storage/database';
import { Executions } from '../storage/executions';
import { Pipelines } from '../storage/pipelines';
import { ProcessingJobs } from '../storage/processing-jobs';
import { Tags } from '../storage/tags';

/** SageMaker's operations behind HTTP, over a temporary state folder, and a client of the SDK. Nothing runs here. */
export class SageMakerService {
  readonly folder: string;
  readonly context: SageMakerContext;
  readonly client: SageMakerClient;
  /** What the operations asked the interpreter and the runner of jobs to do, in order. */
  readonly asked: (readonly string[])[];
  private readonly server: Server;

  private constructor(folder: string, context: SageMakerContext, asked: (readonly string[])[], server: Server) {
    this.folder = folder;
    this.context = context;
    this.asked = asked;
    this.server = server;
    const { port } = server.address() as AddressInfo;
    this.client = new SageMakerClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: defaultAccount.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  }

  static async open(folder = mkdtempSync(join(tmpdir(), 'ndr-service-'))): Promise<SageMakerService> {
    const asked: (readonly string[])[] = [];
    const database = openStateDatabase(join(folder, 'state.db'));
    const executions = new Executions(database);
    const context = {
      account: defaultAccount,
      database,
      executions,
      pipelines: new Pipelines(database),
      processingJobs: new ProcessingJobs(database),
      tags: new Tags(database),
      clientTokens: new ClientTokens(database),
      buckets: new BucketFolders(join(folder, 'buckets'), join(folder, 'uploads')),
      interpreter: new IdleInterpreter(executions, asked),
      isClosing: () => false,
      jobRunner: recorder(asked, ['check', 'start', 'stop']),
    } as unknown as SageMakerContext;
    const server = createServer((request, response) => {
      void json(request)
        .then((body) =>
          handleSageMakerRequest(String(request.headers['x-amz-target']).replace('SageMaker.', ''), body, context),
        )
        .then(({ status, body }) => {
          response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
        });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new SageMakerService(folder, context, asked, server);
  }

  /** Answers of an operation to a body that no SDK would send. */
  async post(operation: string, body: Json): Promise<{ readonly status: number; readonly body: unknown }> {
    return handleSageMakerRequest(operation, body, this.context);
  }

  /** Closes it; the state folder stays when it is to be opened again. */
  async close({ keepFolder = false } = {}): Promise<void> {
    this.client.destroy();
    this.server.close();
    await once(this.server, 'close');
    this.context.database.close();
    if (!keepFolder) rmSync(this.folder, { recursive: true });
  }
}

/** Takes what the operations ask for, and lets the test say what comes of it through the database. */
class IdleInterpreter {
  private readonly executions: Executions;
  private readonly asked: (readonly string[])[];

  constructor(executions: Executions, asked: (readonly string[])[]) {
    this.executions = executions;
    this.asked = asked;
  }

  readonly check: Interpreter['check'] = ({ pipelineName, definition, parameters }) => ({
    parameters: parameterValues(parseDefinition(pipelineName, definition).Parameters ?? [], parameters),
  });
  readonly start = (arn: string) => this.asked.push(['start', arn]);
  readonly stop = (arn: string) => {
    this.executions.change(arn, 'Stopping');
    this.asked.push(['stop', arn]);
  };
  readonly checkRetry: Interpreter['checkRetry'] = () => undefined;
  readonly retry = (arn: string) => {
    this.executions.change(arn, 'Executing');
    this.asked.push(['retry', arn]);
  };
  readonly limitParallelism = (arn: string, steps: number) => this.asked.push(['limit', arn, String(steps)]);
  readonly running = (arn: string) => (this.executions.find(arn)?.status === 'Executing' ? { arn } : undefined);
}

function recorder(asked: (readonly string[])[], methods: readonly string[]) {
  return Object.fromEntries(
    methods.map((method) => [method, (...words: readonly string[]) => asked.push([method, words[0] ?? ''])]),
  );
}
