import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request, Agent } from 'node:http';
import { createInterface } from 'node:readline';

import { program, workspaceRoot } from './ndr-program';

/** What an operation of SageMaker answered. */
export interface ServiceAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** The server that `ndr local up` starts over a state folder, as a process of its own. */
export class ServedState {
  readonly endpoint: string;
  private readonly child: ChildProcess;
  private readonly agent = new Agent({ keepAlive: true });

  private constructor(child: ChildProcess, endpoint: string) {
    this.child = child;
    this.endpoint = endpoint;
  }

  /** Starts it; resolves when it answers. */
  static async start(stateFolder: string): Promise<ServedState> {
    const words = [program, 'local', 'up', '--json', '--quiet', '--port', '0', '--state', stateFolder];
    const child = spawn(process.execPath, words, { cwd: workspaceRoot, stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      return new ServedState(child, (JSON.parse(line) as { endpoint: string }).endpoint);
    }
    throw new RangeError(`the server of ${stateFolder} ended before it served`);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Ends it, by the signal, and waits until it has ended; one that has ended stays so. */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
    this.agent.destroy();
  }

  /** Calls an operation of SageMaker. @throws the error of the connection */
  async sagemaker(operation: string, input: unknown): Promise<ServiceAnswer> {
    return this.call('sagemaker', `SageMaker.${operation}`, input);
  }

  /** Calls an operation of DynamoDB. @throws the error of the connection */
  async dynamodb(operation: string, input: unknown): Promise<ServiceAnswer> {
    return this.call('dynamodb', `DynamoDB_20120810.${operation}`, input);
  }

  /** Puts an object, `bucket/key`. @throws the error of the connection */
  async putObject(path: string, body: string): Promise<number> {
    return (await this.send({ method: 'PUT', path: `/${path}`, headers: signedFor('s3'), body })).status;
  }

  /** The text of an object; what says that there is none, where there is none. @throws the error of the connection */
  async getObject(path: string): Promise<string> {
    return (await this.send({ method: 'GET', path: `/${path}`, headers: signedFor('s3') })).text;
  }

  private async call(service: string, target: string, input: unknown): Promise<ServiceAnswer> {
    const { status, text } = await this.send({
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target, ...signedFor(service) },
      body: JSON.stringify(input),
    });
    return { status, body: JSON.parse(text || '{}') as Record<string, unknown> };
  }

  private async send({ body, ...options }: HttpRequest): Promise<{ readonly status: number; readonly text: string }> {
    return new Promise((resolve, reject) => {
      const sent = request(this.endpoint, { ...options, agent: this.agent }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        answer.on('error', reject);
      });
      sent.on('error', reject).end(body);
    });
  }
}

interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A signature that names its service and nothing else: nobody checks it. */
function signedFor(service: string): { readonly authorization: string } {
  const scope = `local/20200101/us-east-1/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` };
}
