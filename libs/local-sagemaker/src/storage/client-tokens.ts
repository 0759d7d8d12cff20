import type { StateDatabase } from './database';

/** What was answered to a request that came with a token. */
export interface TokenAnswer {
  readonly requestDigest: string;
  /** The answer's JSON. */
  readonly answer: string;
}

const lifetimeMs = 24 * 3600_000;

/** Answers by the token that a client sent with its request, so that a repeated request does nothing twice. */
export class ClientTokens {
  private readonly database: StateDatabase;

  constructor(database: StateDatabase) {
    this.database = database;
  }

  find(operation: string, token: string): TokenAnswer | undefined {
    return this.database
      .prepare('SELECT request_digest AS requestDigest, answer FROM client_tokens WHERE operation = ? AND token = ?')
      .get(operation, token) as TokenAnswer | undefined;
  }

  keep(operation: string, token: string, requestDigest: string, answer: string, now: Date): void {
    this.database
      .prepare(
        'INSERT INTO client_tokens (operation, token, request_digest, answer, created_at) VALUES (?, ?, ?, ?, ?)',
      )
      .run(operation, token, requestDigest, answer, now.toISOString());
  }

  /** Forgets what is older than a day: nobody repeats such a request. */
  forgetOld(now: Date): void {
    this.database
      .prepare('DELETE FROM client_tokens WHERE created_at < ?')
      .run(new Date(now.getTime() - lifetimeMs).toISOString());
  }
}
