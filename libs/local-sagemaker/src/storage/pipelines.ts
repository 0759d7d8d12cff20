import { NdrError } from '@ndr/core';
import type { StateDatabase } from './database';

/** A pipeline as it is stored. */
export interface StoredPipeline {
  readonly name: string;
  readonly arn: string;
  /** The definition's JSON text. */
  readonly definition: string;
  readonly description: string | null;
}

/** The pipelines of a state folder. */
export class Pipelines {
  private readonly database: StateDatabase;

  constructor(database: StateDatabase) {
    this.database = database;
  }

  /** Creates a pipeline, or replaces its definition and description. */
  upsert(pipeline: StoredPipeline, now: Date): void {
    this.database
      .prepare(
        `INSERT INTO pipelines (name, arn, definition, description, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET definition = excluded.definition, description = excluded.description,
           modified_at = excluded.modified_at`,
      )
      .run(
        pipeline.name,
        pipeline.arn,
        pipeline.definition,
        pipeline.description,
        now.toISOString(),
        now.toISOString(),
      );
  }

  /** @throws NdrError `local.unknown-pipeline` */
  get(name: string): StoredPipeline {
    const found = this.database
      .prepare('SELECT name, arn, definition, description FROM pipelines WHERE name = ?')
      .get(name) as StoredPipeline | undefined;
    if (found) return found;
    throw new NdrError({
      code: 'local.unknown-pipeline',
      place: `pipeline ${name}`,
      cause: 'the state folder holds no pipeline of that name',
      remedy: 'Deploy it first, or correct the name.',
    });
  }
}
