/** A refusal of the Logs API: the service's error type and text. */
export class LogsError extends Error {
  override readonly name = 'LogsError';
  readonly type: 'InvalidParameterException' | 'ResourceNotFoundException' | 'UnknownOperationException';

  constructor(type: LogsError['type'], message: string) {
    super(message);
    this.type = type;
  }
}
