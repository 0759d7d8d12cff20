import { silent } from '@ndr/core';
import { faultCause, faultName } from './fault-name';
import { handlers, type HandlerName } from './handlers';
import { accountServices } from './account-services';
import { parseHandlerEnvironment } from './handler-environment';
import type { OrchestrationServices } from './services';
import { stepFunctionsTasks } from './task-tokens';
import { createClients } from '../account/aws-clients';

let services: OrchestrationServices | undefined;

/** Made once a container, when it is used first. */
function servicesHere(): OrchestrationServices {
  if (services) return services;
  const { environment, settings } = parseHandlerEnvironment(process.env);
  const { region } = environment;
  const clients = createClients({ region });
  const context = { environment, clients, reporter: silent };
  services = accountServices(context, { settings, tasks: stepFunctionsTasks(clients.sfn) });
  return services;
}

/** A Lambda function of a handler. Its errors have the names by which state machines tell faults apart. */
function lambdaOf(name: HandlerName) {
  return async (input: unknown): Promise<unknown> => {
    try {
      return (await handlers[name](input, servicesHere())) ?? {};
    } catch (error) {
      const told = error instanceof Error ? error : new TypeError(String(error));
      throw Object.defineProperties(new RangeError(faultCause(error)), {
        name: { value: faultName(error) },
        stack: { value: told.stack },
      });
    }
  };
}

export const findBatches = lambdaOf('find-batches');
export const claimRun = lambdaOf('claim-run');
export const takeTurn = lambdaOf('take-turn');
export const executeRun = lambdaOf('execute-run');
export const releaseRun = lambdaOf('release-run');
export const findStaleWindows = lambdaOf('find-stale-windows');
export const planBaselines = lambdaOf('plan-baselines');
export const checkCompleteness = lambdaOf('check-completeness');
export const planBackfill = lambdaOf('plan-backfill');
export const conclude = lambdaOf('conclude');
export const completeExecution = lambdaOf('complete-execution');
