import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { Answer as SdkAnswer, SdkClient } from '../account/sdk-client';

/** What a client answers to an operation: a value, or an error that is thrown. */
export type Answer = (input: Readonly<Record<string, unknown>>) => unknown;

/** A client that sends nothing: each operation is answered by its function. */
export function scriptedClient(answers: Readonly<Record<string, Answer>>): SageMakerClient {
  return scripted(new SageMakerClient({ region: 'us-east-1' }), answers, () => ({}));
}

/** Lets `answers` answer operations of `client`, and `other` the rest, which are sent unless it is given. */
export function scripted<Input extends object, Output extends SdkAnswer, Client extends SdkClient<Input, Output>>(
  client: Client & SdkClient<Input, Output>,
  answers: Readonly<Record<string, Answer>>,
  other?: Answer,
): Client {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const answer = answers[commandName.replace(/Command$/, '')] ?? other;
        if (!answer) return next(args);
        const output = await answer(args.input as Readonly<Record<string, unknown>>);
        return { output: { $metadata: {}, ...(output as object) } as unknown as Output, response: {} };
      },
    { step: 'initialize', name: 'scripted', priority: 'low' },
  );
  return client;
}
