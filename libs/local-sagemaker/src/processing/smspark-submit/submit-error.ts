/** A refusal or failure of `smspark-submit`: what it writes to /opt/ml/output/message, and its exit code. */
export class SubmitError extends Error {
  override readonly name = 'SubmitError';
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(`Algorithm Error: ${message}`.slice(0, 1024));
    this.exitCode = exitCode;
  }
}

/** A refusal of what the command line or the configuration asks for. */
export function inputError(message: string): SubmitError {
  return new SubmitError(`error preparing for spark submit: ${message}`);
}
