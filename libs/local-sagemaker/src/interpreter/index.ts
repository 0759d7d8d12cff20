export type {
  CallbackAnswer,
  CallbackMessage,
  CheckedRequest,
  ExecutionRequest,
  Interpreter,
  RunningExecution,
  RunOptions,
} from './interpreter';
export type {
  EarlierResult,
  ExecutionStore,
  NewStep,
  StepChange,
  StoredExecution,
  StoredStep,
} from './execution-store';
export type { ParameterValues } from './parameters';
export { openInterpreter, type InterpreterOptions } from './open-interpreter';
