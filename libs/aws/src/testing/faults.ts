import type { AwsClients } from '../account/aws-clients';
import type { Answer, SdkClient } from '../account/sdk-client';

/** What goes wrong with a request: before it arrives, or with its answer. */
export type Fault = 'throttled' | 'failed' | 'timeout' | 'lost-answer' | 'expired-credentials';

/** Which requests go wrong. */
export interface FaultPlan {
  readonly fault: Fault;
  /** Number of the first request that does, from 0 on. */
  readonly at: number;
  /** Every later one too; else that one alone, so that its repetition succeeds. */
  readonly lasting: boolean;
}

/** Requests of clients, as they go out: repeated ones are listed again. */
export interface ObservedRequests {
  readonly operations: string[];
  /** Those that change something. */
  writes(): readonly string[];
}

/** Lists what `clients` send from now on, and lets requests go wrong as `plan` says. */
export function observe(clients: AwsClients, plan?: FaultPlan): ObservedRequests {
  const operations: string[] = [];
  const observeClient = <Input extends object, Output extends Answer>(client: SdkClient<Input, Output>) => {
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const number = operations.push(commandName.replace(/Command$/, '')) - 1;
          const isHit = plan && (plan.lasting ? number >= plan.at : number === plan.at);
          if (!isHit) return next(args);
          // A refusal is an answer too.
          if (plan.fault === 'lost-answer') await next(args).catch(() => undefined);
          throw errorOf(plan.fault);
        },
      // Below the repetition of requests, each of which is one here.
      { step: 'finalizeRequest', name: 'observe', priority: 'low' },
    );
  };
  observeClient(clients.sagemaker);
  observeClient(clients.s3);
  observeClient(clients.dynamodb);
  observeClient(clients.sts);
  observeClient(clients.logs);
  observeClient(clients.scheduler);
  return { operations, writes: () => operations.filter((name) => !/^(Describe|Get|Head|List|Query)/.test(name)) };
}

function errorOf(fault: Fault): Error {
  const service = (name: string, httpStatusCode: number) =>
    Object.assign(new InjectedError(`${name} was injected`), { name, $fault: 'client', $metadata: { httpStatusCode } });
  switch (fault) {
    case 'throttled':
      return service('ThrottlingException', 400);
    case 'failed':
      return service('InternalServerError', 500);
    case 'expired-credentials':
      return service('ExpiredTokenException', 403);
    case 'timeout':
    case 'lost-answer':
      return Object.assign(new InjectedError('no answer was injected'), { name: 'TimeoutError', code: 'ETIMEDOUT' });
  }
}

class InjectedError extends Error {}
