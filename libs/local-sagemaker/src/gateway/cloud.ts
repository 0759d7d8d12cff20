import { join } from 'node:path';
import { Dynamodb } from './dynamodb';
import { DynamodbJournal } from './dynamodb-journal';
import { startMoto, type Moto } from './moto';
import type { StateFolder } from '../storage/state-folder';

/** The services around SageMaker and S3, which start while others answer already. */
export interface Cloud {
  readonly moto: Promise<Moto>;
  readonly dynamodb: Promise<Dynamodb>;
  /** Resolves when all of them answer. */
  readonly ready: Promise<void>;
  /** Ends them when the writes that were taken are answered; those that still start, at once. */
  close(): Promise<void>;
}

/** Starts moto, and makes the tables of DynamoDB in it from the journal of the state folder. */
export function startCloud({ python, folder }: { readonly python: string; readonly folder: StateFolder }): Cloud {
  const closing = new AbortController();
  const moto = startMoto({ python, logFile: join(folder.logs, 'moto.log'), signal: closing.signal });
  const dynamodb = moto.then((started) => Dynamodb.open(started, new DynamodbJournal(folder.dynamodbJournal)));
  const ready = dynamodb.then(() => undefined);
  // Whoever waits for it learns of a failure; that nobody may wait must not end the process.
  ready.catch(() => undefined);
  return {
    ...{ moto, dynamodb, ready },
    async close() {
      closing.abort();
      await dynamodb.then(
        (opened) => opened.close(),
        () => undefined,
      );
      await moto.then(
        (started) => started.close(),
        () => undefined,
      );
    },
  };
}
