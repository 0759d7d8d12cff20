import { SageMakerClient, type ServiceOutputTypes } from '@aws-sdk/client-sagemaker';

/** What a client answers to an operation: a value, or an error that is thrown. */
export type Answer = (input: Readonly<Record<string, unknown>>) => unknown;

/** A client that sends nothing: each operation is answered by its function. */
export function scriptedClient(answers: Readonly<Record<string, Answer>>): SageMakerClient {
  const client = new SageMakerClient({ region: 'us-east-1' });
  client.middlewareStack.add(
    (_next, { commandName = '' }) =>
      async ({ input }) => {
        const output = await answers[commandName.replace(/Command$/, '')]?.({ ...input });
        return { output: { $metadata: {}, ...(output as object) } as ServiceOutputTypes, response: {} };
      },
    { step: 'initialize', name: 'scripted', priority: 'low' },
  );
  return client;
}
