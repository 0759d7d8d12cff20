import { NdrError, type Json } from '@ndr/core';
import type { StepAttempt, StepType } from './step-type';
import { asText } from '../evaluate';
import { plainJson, type ExactObject } from '../exact-json';
import type { CallbackAnswer, CallbackMessage } from '../interpreter';
import { readOutputs } from '../output-parameters';
import { sendToQueue } from '../queue';
import type { StepOutcome } from '../step-outcome';

/** Asks through a queue, and waits for an answer; a stop of the execution is a second message, and waits too. */
export const callbackStep: StepType = {
  async run(attempt) {
    const waiting = new WaitingCallback(attempt);
    return waiting.toEnd();
  },
};

class WaitingCallback {
  private readonly attempt: StepAttempt;
  private readonly queueUrl: string;
  private readonly token: string;
  private readonly answered: Promise<StepOutcome>;

  constructor(attempt: StepAttempt) {
    this.attempt = attempt;
    this.queueUrl = asText(attempt.evaluated.SqsQueueUrl ?? '');
    let token = '';
    this.answered = new Promise((resolve) => {
      token = attempt.host.callbacks.open((answer) => {
        const outcome = this.outcomeOf(answer);
        attempt.end(outcome);
        resolve(outcome);
        return attempt.executionArn;
      });
    });
    this.token = token;
  }

  async toEnd(): Promise<StepOutcome> {
    const { attempt } = this;
    attempt.change({ metadata: { Callback: this.metadata() } });
    const over = new AbortController();
    const ended = { signal: over.signal, once: true };
    try {
      await this.send('Executing');
      const others = new Promise<StepOutcome>((resolve, reject) => {
        const { callbackTimeoutMs } = attempt.host;
        const timer = setTimeout(() => resolve(timedOut(callbackTimeoutMs)), callbackTimeoutMs);
        over.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
        attempt.abandon.addEventListener('abort', () => resolve({ status: 'Stopped' }), ended);
        const sendStopping = () => void this.send('Stopping').catch(reject);
        attempt.stop.addEventListener('abort', sendStopping, ended);
        if (attempt.abandon.aborted) resolve({ status: 'Stopped' });
        else if (attempt.stop.aborted) sendStopping();
      });
      return await Promise.race([this.answered, others]);
    } catch (error) {
      if (!(error instanceof NdrError)) throw error;
      return { status: 'Failed', reason: error.message, exception: 'Step.SERVICE_FAULT' };
    } finally {
      over.abort();
      attempt.host.callbacks.close(this.token);
    }
  }

  private async send(status: CallbackMessage['status']): Promise<void> {
    const { evaluated, executionArn, step, host } = this.attempt;
    const message = {
      token: this.token,
      pipelineExecutionArn: executionArn,
      stepName: step.name,
      status,
      arguments: plainJson(evaluated.Arguments ?? {}),
    };
    await sendToQueue(this.queueUrl, message, host.handlerHost.awsEnvironment);
  }

  private outcomeOf(answer: CallbackAnswer): StepOutcome {
    if (answer.outcome === 'Failure') {
      return { status: 'Failed', ...(answer.reason !== undefined && { reason: answer.reason }) };
    }
    const { OutputParameters: declared }: ExactObject = this.attempt.evaluated;
    const { values, metadata, faults } = readOutputs(declared, answer.outputs);
    this.attempt.change({ metadata: { Callback: this.metadata([...metadata]) } });
    if (faults.length === 0) return { status: 'Succeeded', properties: { OutputParameters: values } };
    return { status: 'Failed', reason: `ClientError: of what the answer brought, ${faults.join(', ')}` };
  }

  private metadata(outputs: Json = []): Json {
    return { CallbackToken: this.token, SqsQueueUrl: this.queueUrl, OutputParameters: outputs };
  }
}

function timedOut(timeoutMs: number): StepOutcome {
  return { status: 'Failed', reason: `nobody answered the callback within ${timeoutMs / 1000} seconds` };
}
