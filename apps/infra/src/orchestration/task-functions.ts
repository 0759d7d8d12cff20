import { handlerNames, handlerVariables, lambdaFunctions, taskHandlerPolicy, type HandlerName } from '@ndr/aws';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { HandlerFunction } from './handler-function';
import type { InfrastructureSources } from '../sources';

/** The Lambda functions of the handlers of tasks, each with the rights that its services take. */
export class TaskFunctions extends Construct {
  private readonly byName: ReadonlyMap<HandlerName, IFunction>;

  constructor(scope: Construct, id: string, sources: InfrastructureSources) {
    super(scope, id);
    const variables = handlerVariables(sources.environment);
    this.byName = new Map(
      handlerNames.map((name) => {
        const { lambda } = new HandlerFunction(this, name, sources, {
          purpose: name,
          handler: `tasks.${lambdaFunctions[name].exportName}`,
          policy: taskHandlerPolicy(sources, name),
          variables,
        });
        return [name, lambda];
      }),
    );
  }

  /** The function of a handler. */
  of(name: HandlerName): IFunction {
    // There is one for every name.
    return this.byName.get(name) as IFunction;
  }

  /** All of them. */
  all(): readonly IFunction[] {
    return [...this.byName.values()];
  }
}
