export { accountServices } from './account-services';
export { forgetAttribute } from './dynamodb-ledger';
export { faultCause, faultName } from './fault-name';
export { handlerVariables, parseHandlerEnvironment } from './handler-environment';
export { handlerNames, handlers, type Handler, type HandlerName } from './handlers';
export { lambdaEntry, lambdaFunctions, type HandlerUse, type LambdaFunction } from './lambda-functions';
export type { Ledger, LedgerItem, LedgerKey } from './ledger';
export type { PipelineRun } from './pipeline-run';
export type { ExecutionState, OrchestrationServices, PipelineExecutions, TaskTokens } from './services';
