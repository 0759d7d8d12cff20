import { SageMakerClient } from '@aws-sdk/client-sagemaker';

/** What a client answers to an operation: a value, or an error that is thrown. */
export type Answer = (input: Readonly<Record<string, unknown>>) => unknown;

interface Stack {
  add(
    middleware: (
      next: unknown,
      context: { readonly commandName?: string },
    ) => (args: { readonly input: Readonly<Record<string, unknown>> }) => Promise<unknown>,
    options: { readonly step: 'initialize'; readonly name: string; readonly priority: 'low' },
  ): void;
}

/** A client that sends nothing: each operation is answered by its function. */
export function scriptedClient(answers: Readonly<Record<string, Answer>>): SageMakerClient {
  const client = new SageMakerClient({ region: 'us-east-1' });
  (client.middlewareStack as unknown as Stack).add(
    (_next, { commandName = '' }) =>
      async ({ input }) => {
        const output = await answers[commandName.replace(/Command$/, '')]?.(input);
        return { output: { $metadata: {}, ...(output as object) }, response: {} };
      },
    { step: 'initialize', name: 'scripted', priority: 'low' },
  );
  return client;
}
