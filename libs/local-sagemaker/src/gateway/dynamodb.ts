import { jsonError, type JsonAnswer } from './aws-json';
import { effectOf, onlySelects } from './dynamodb-operations';
import type { DynamodbJournal, JournalEntry } from './dynamodb-journal';
import { keptEntries } from './dynamodb-content';
import type { Moto } from './moto';
import { askMoto, type MotoAnswer, type MotoRequest } from './moto-proxy';
import { storageFailure } from '../storage/storage-failure';
import { NdrError } from '@ndr/core';

const apiVersion = 'DynamoDB_20120810';

/** An operation of DynamoDB as a client sent it. */
export interface DynamodbRequest extends MotoRequest {
  readonly operation: string;
  readonly region: string;
}

/** DynamoDB of moto whose tables outlive every end of the server: its journal makes them anew. */
export class Dynamodb {
  private readonly moto: Moto;
  private readonly journal: DynamodbJournal;
  /** Ends when the last write so far is answered: writes go one by one, so that the journal has moto's order. */
  private written: Promise<unknown> = Promise.resolve();

  private constructor(moto: Moto, journal: DynamodbJournal) {
    this.moto = moto;
    this.journal = journal;
  }

  /**
   * Repeats the writes of the journal in a fresh moto, and makes the journal as short as the tables are.
   * @throws NdrError `local.journal`
   */
  static async open(moto: Moto, journal: DynamodbJournal): Promise<Dynamodb> {
    const dynamodb = new Dynamodb(moto, journal);
    const changes: JournalEntry[] = [];
    let refused: NdrError | undefined;
    for await (const entry of journal.entries()) {
      // Only the last one may be refused: then it was before, too, and the end came before it was taken back.
      if (refused) throw refused;
      refused = await dynamodb.repeat(entry);
      if (!refused && effectOf(entry.operation) === 'changes-tables') changes.push(entry);
    }
    await journal.replace(keptEntries(changes, (region, operation, body) => dynamodb.ask(region, operation, body)));
    return dynamodb;
  }

  /** Answers a client: what it wrote is on the disk when it gets the answer. */
  async answer(request: DynamodbRequest): Promise<MotoAnswer> {
    const effect = effectOf(request.operation);
    if (effect === 'refused') return refusal(request.operation);
    if (effect === 'reads') return askMoto(this.moto, request);
    const answered = this.written.then(() => this.write(request));
    this.written = answered.catch(() => undefined);
    return answered;
  }

  /** Ends when every write that was taken is answered. */
  async close(): Promise<void> {
    await this.written;
    this.journal.close();
  }

  /** Writes the journal first: where the disk takes no more, nothing is written at all. */
  private async write(request: DynamodbRequest): Promise<MotoAnswer> {
    const { region, operation } = request;
    const body = JSON.parse(request.body.toString('utf8')) as unknown;
    if (effectOf(operation) === 'runs-statements' && onlySelects(body)) return askMoto(this.moto, request);
    this.append({ region, operation, body });
    let isTaken = false;
    try {
      const answer = await askMoto(this.moto, request);
      isTaken = answer.status >= 200 && answer.status < 300;
      return answer;
    } finally {
      if (!isTaken) this.journal.takeBack();
    }
  }

  private append(entry: JournalEntry): void {
    try {
      this.journal.append(entry);
    } catch (error) {
      throw storageFailure(error, this.journal.file);
    }
  }

  /** Asks for a write again; answers why it was refused, if it was. */
  private async repeat({ region, operation, body }: JournalEntry): Promise<NdrError | undefined> {
    const answer = await askMoto(this.moto, requestOf(region, operation, body));
    if (answer.status < 300) return undefined;
    return new NdrError({
      code: 'local.journal',
      place: this.journal.file,
      cause: `DynamoDB refuses to repeat ${operation}: ${answer.body.toString('utf8').slice(0, 500)}`,
      remedy: 'Start with empty tables: ndr local reset.',
    });
  }

  private async ask(region: string, operation: string, body: unknown): Promise<unknown> {
    const answer = await askMoto(this.moto, requestOf(region, operation, body));
    return JSON.parse(answer.body.toString('utf8')) as unknown;
  }
}

function requestOf(region: string, operation: string, body: unknown): MotoRequest {
  return {
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `${apiVersion}.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=local/20200101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: Buffer.from(JSON.stringify(body)),
  };
}

function refusal(operation: string): MotoAnswer {
  const { status, body }: JsonAnswer = jsonError(
    400,
    'com.amazonaws.dynamodb.v20120810#UnknownOperationException',
    `The local DynamoDB does not do ${operation.slice(0, 100)}: it could not be repeated after a restart.`,
  );
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: Buffer.from(JSON.stringify(body)),
  };
}
