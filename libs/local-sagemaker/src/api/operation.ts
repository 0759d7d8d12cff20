import type { SageMakerContext } from './context';
import { once } from './protocol/idempotency';
import { parseInput } from './protocol/parse-input';
import { unavailable } from './protocol/service-error';
import { writeOutput } from './protocol/write-output';
import type { InputOf, OperationName, OutputOf } from './shapes/types';
import { inTransaction } from '../storage/database';

/** How an operation does what it does. */
export interface OperationParts<Name extends OperationName, Outside> {
  /** Reads what lies outside the database, before anything is changed. */
  readonly read?: (input: InputOf<Name>, context: SageMakerContext) => Promise<Outside>;
  /** Reads and changes the database, in one transaction. */
  readonly handle: (input: InputOf<Name>, context: SageMakerContext, outside: Outside) => OutputOf<Name>;
  /** What begins once that is recorded; a request that is repeated with its token begins nothing again. */
  readonly begin?: (output: OutputOf<Name>, context: SageMakerContext, input: InputOf<Name>) => void;
}

/** An operation of SageMaker's API. */
export interface Operation {
  readonly name: OperationName;
  /**
   * Answers a request's JSON body with the JSON of an answer.
   * @throws ServiceError
   */
  readonly answer: (body: unknown, context: SageMakerContext) => Promise<unknown>;
}

/** An operation from its name, which says what it takes and gives, and from what it does. */
export function operation<Name extends OperationName, Outside = undefined>(
  name: Name,
  { read, handle, begin }: OperationParts<Name, Outside>,
): Operation {
  return {
    name,
    answer: async (body, context) => {
      const input = parseInput(name, body);
      const outside = (await read?.(input, context)) as Outside;
      if (begin && context.isClosing()) throw unavailable('The local SageMaker is shutting down.');
      let begins: (() => void) | undefined;
      const answer = inTransaction(context.database, () =>
        once(name, input, context.clientTokens, () => {
          const output = handle(input, context, outside);
          begins = () => begin?.(output, context, input);
          return writeOutput(output);
        }),
      );
      begins?.();
      return answer;
    },
  };
}
