import { handlerNames, handlerVariables, lambdaFunctions, taskHandlerPolicy, type HandlerName } from '@ndr/aws';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { HandlerFunction } from './handler-function';
import type { InfrastructureSources } from '../sources';

/** The Lambda functions of the handlers of tasks, each with the rights that its services take. */
export class TaskFunctions extends Construct {
  private readonly byName: Readonly<Record<HandlerName, IFunction>>;

  constructor(scope: Construct, id: string, sources: InfrastructureSources) {
    super(scope, id);
    const variables = handlerVariables(sources.environment);
    this.byName = Object.fromEntries(
      handlerNames.map((name): [HandlerName, IFunction] => {
        const { lambda } = new HandlerFunction(this, name, sources, {
          purpose: name,
          handler: `tasks.${lambdaFunctions[name].exportName}`,
          policy: taskHandlerPolicy(sources, name),
          variables,
        });
        return [name, lambda];
      }),
    ) as Record<HandlerName, IFunction>;
  }

  /** The function of a handler. */
  of(name: HandlerName): IFunction {
    return this.byName[name];
  }

  /** All of them. */
  all(): readonly IFunction[] {
    return Object.values(this.byName);
  }
}
