/** An error as SageMaker's API tells it. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** Name of the error, such as `ResourceNotFound`. */
  readonly type: string;
  readonly status: number;
  /** Whether the API declares it for the operation; common errors are not declared, and have a member in lower case. */
  private readonly isDeclared: boolean;

  constructor(type: string, message: string, { status = 400, isDeclared = true } = {}) {
    super(message);
    this.type = type;
    this.status = status;
    this.isDeclared = isDeclared;
  }

  /** The body of the answer. */
  body(): Readonly<Record<string, string>> {
    return { __type: this.type, [this.isDeclared ? 'Message' : 'message']: this.message };
  }
}

/** The request says something that is not allowed. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationException', message, { isDeclared: false });
}

/** A value of the request has another JSON type than the API's. */
export function serializationError(message: string): ServiceError {
  return new ServiceError('SerializationException', message);
}

/** What the request names does not exist. */
export function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFound', message);
}

/** The request contradicts the state of what it names. */
export function conflict(message: string): ServiceError {
  return new ServiceError('ConflictException', message);
}

/** What the request would make is there already. */
export function inUse(message: string): ServiceError {
  return new ServiceError('ResourceInUse', message);
}

/** There would be more of something than the service takes. */
export function limitExceeded(message: string): ServiceError {
  return new ServiceError('ResourceLimitExceeded', message);
}

/** The operation is not one of the local SageMaker's. */
export function unknownOperation(name: string): ServiceError {
  return new ServiceError('UnknownOperationException', `The local SageMaker has no operation ${name}.`, {
    isDeclared: false,
  });
}

/** The service answers no such request now; clients try it again. */
export function unavailable(message: string): ServiceError {
  return new ServiceError('ServiceUnavailable', message, { status: 503, isDeclared: false });
}

/** Something went wrong that is not the client's. */
export function internalFailure(message: string): ServiceError {
  return new ServiceError('InternalFailure', message, { status: 500, isDeclared: false });
}
