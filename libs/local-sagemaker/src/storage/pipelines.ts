import { NdrError, sha256Hex } from '@ndr/core';
import { inTransaction, type StateDatabase } from './database';
import { likeText, listPage, type Page, type PageRequest } from './list-page';

/** A pipeline as it is stored. */
export interface StoredPipeline {
  readonly name: string;
  readonly arn: string;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly roleArn: string | null;
  /** ParallelismConfiguration as JSON. */
  readonly parallelism: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly lastRunAt: string | null;
}

/** A version of a pipeline as it is stored. */
export interface StoredVersion {
  readonly pipelineName: string;
  readonly versionId: number;
  /** The definition's JSON text. */
  readonly definition: string;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly createdAt: string;
  readonly lastExecutionArn: string | null;
}

const pipelineColumns = `name, arn, display_name AS displayName, description, role_arn AS roleArn, parallelism,
  created_at AS createdAt, modified_at AS modifiedAt, last_run_at AS lastRunAt`;

const versionColumns = `pipeline_name AS pipelineName, version_id AS versionId, definitions.text AS definition,
  display_name AS displayName, description, created_at AS createdAt, last_execution_arn AS lastExecutionArn`;

/** Which of those that were created, and in which order. */
export interface CreationFilter {
  /** ISO 8601, UTC. */
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
  readonly isDescending: boolean;
}

export interface PipelineFilter extends CreationFilter {
  readonly namePrefix?: string | undefined;
  readonly sortBy: 'name' | 'creation';
}

/** What of a pipeline is not of a version. */
export type PipelineSettings = Pick<StoredPipeline, 'displayName' | 'description' | 'roleArn' | 'parallelism'>;

/** The pipelines of a state folder, with their versions. */
export class Pipelines {
  private readonly database: StateDatabase;

  constructor(database: StateDatabase) {
    this.database = database;
  }

  /** Creates a pipeline; its definition becomes version 1. */
  create(pipeline: Pick<StoredPipeline, 'name' | 'arn'> & PipelineSettings, definition: string, now: Date): void {
    inTransaction(this.database, () => {
      this.database
        .prepare(
          `INSERT INTO pipelines (name, arn, display_name, description, role_arn, parallelism, created_at, modified_at)
           VALUES (:name, :arn, :displayName, :description, :roleArn, :parallelism, :now, :now)`,
        )
        .run({ ...pipeline, now: now.toISOString() });
      this.addVersion(pipeline.name, definition, now);
    });
  }

  /** Replaces the settings that are given. */
  change(name: string, settings: Partial<PipelineSettings>, now: Date): void {
    this.database
      .prepare(
        `UPDATE pipelines SET display_name = coalesce(:displayName, display_name),
           description = coalesce(:description, description), role_arn = coalesce(:roleArn, role_arn),
           parallelism = coalesce(:parallelism, parallelism), modified_at = :now
         WHERE name = :name`,
      )
      .run({
        displayName: null,
        description: null,
        roleArn: null,
        parallelism: null,
        ...settings,
        name,
        now: now.toISOString(),
      });
  }

  /** Adds the next version, and returns its number. */
  addVersion(name: string, definition: string, now: Date): number {
    const digest = sha256Hex(definition);
    this.database.prepare('INSERT OR IGNORE INTO definitions (digest, text) VALUES (?, ?)').run(digest, definition);
    const { versionId } = this.database
      .prepare(
        `INSERT INTO pipeline_versions (pipeline_name, version_id, definition, created_at)
         SELECT :name, 1 + coalesce(max(version_id), 0), :digest, :now FROM pipeline_versions WHERE pipeline_name = :name
         RETURNING version_id AS versionId`,
      )
      .get({ name, digest, now: now.toISOString() }) as { versionId: number };
    return versionId;
  }

  /** The pipeline of that name, in whatever case it is written; undefined when there is none. */
  find(name: string): StoredPipeline | undefined {
    return this.database.prepare(`SELECT ${pipelineColumns} FROM pipelines WHERE name = ?`).get(name) as
      StoredPipeline | undefined;
  }

  /** A version of a pipeline, the latest unless one is named; undefined when there is none. */
  version(name: string, versionId?: number): StoredVersion | undefined {
    return this.database
      .prepare(
        `SELECT ${versionColumns} FROM pipeline_versions JOIN definitions ON digest = definition
         WHERE pipeline_name = :name AND (:versionId IS NULL OR version_id = :versionId)
         ORDER BY version_id DESC LIMIT 1`,
      )
      .get({ name, versionId: versionId ?? null }) as StoredVersion | undefined;
  }

  /** Aliases of a version, by name. */
  aliases(name: string, versionId: number): string[] {
    const rows = this.database
      .prepare('SELECT alias FROM pipeline_version_aliases WHERE pipeline_name = ? AND version_id = ? ORDER BY alias')
      .all(name, versionId) as { alias: string }[];
    return rows.map(({ alias }) => alias);
  }

  /** The version that has `alias`; undefined when none has. */
  versionOfAlias(name: string, alias: string): number | undefined {
    const row = this.database
      .prepare('SELECT version_id AS versionId FROM pipeline_version_aliases WHERE pipeline_name = ? AND alias = ?')
      .get(name, alias) as { versionId: number } | undefined;
    return row?.versionId;
  }

  /** Gives a version aliases, which no other version of the pipeline may have. */
  addAliases(name: string, versionId: number, aliases: readonly string[]): void {
    const add = this.database.prepare(
      'INSERT OR IGNORE INTO pipeline_version_aliases (pipeline_name, alias, version_id) VALUES (?, ?, ?)',
    );
    for (const alias of aliases) add.run(name, alias, versionId);
  }

  removeAliases(name: string, versionId: number, aliases: readonly string[]): void {
    const remove = this.database.prepare(
      'DELETE FROM pipeline_version_aliases WHERE pipeline_name = ? AND version_id = ? AND alias = ?',
    );
    for (const alias of aliases) remove.run(name, versionId, alias);
  }

  /** Replaces what is given of a version's texts. */
  changeVersion(
    name: string,
    versionId: number,
    {
      displayName,
      description,
    }: { readonly displayName?: string | undefined; readonly description?: string | undefined },
  ): void {
    this.database
      .prepare(
        `UPDATE pipeline_versions SET display_name = coalesce(:displayName, display_name),
           description = coalesce(:description, description)
         WHERE pipeline_name = :name AND version_id = :versionId`,
      )
      .run({ name, versionId, displayName: displayName ?? null, description: description ?? null });
  }

  /** Removes a pipeline with its versions and executions, and the definitions that nothing has any more. */
  remove(name: string): void {
    inTransaction(this.database, () => {
      this.database.prepare('DELETE FROM pipelines WHERE name = ?').run(name);
      this.database.exec(
        `DELETE FROM definitions WHERE digest NOT IN (SELECT definition FROM pipeline_versions)
           AND digest NOT IN (SELECT definition FROM executions)`,
      );
    });
  }

  /** A page of the pipelines, by name or by the time of creation. */
  list(filter: PipelineFilter, page: PageRequest): Page<StoredPipeline> {
    return listPage(
      this.database,
      {
        table: 'pipelines',
        columns: pipelineColumns,
        conditions: [
          ['created_at > ?', filter.createdAfter],
          ['created_at < ?', filter.createdBefore],
          ["name LIKE ? ESCAPE '!'", filter.namePrefix === undefined ? undefined : `${likeText(filter.namePrefix)}%`],
        ],
        sortBy: filter.sortBy === 'name' ? 'name' : 'created_at',
        isDescending: filter.isDescending,
      },
      page,
    );
  }

  /** A page of a pipeline's versions, by their number. */
  versions(name: string, filter: CreationFilter, page: PageRequest): Page<Omit<StoredVersion, 'definition'>> {
    return listPage(
      this.database,
      {
        table: 'pipeline_versions',
        columns: versionColumns.replace('definitions.text AS definition,', ''),
        conditions: [
          ['pipeline_name = ?', name],
          ['created_at > ?', filter.createdAfter],
          ['created_at < ?', filter.createdBefore],
        ],
        sortBy: 'version_id',
        isDescending: filter.isDescending,
      },
      page,
    );
  }

  /**
   * The latest version of a pipeline.
   * @throws NdrError `local.unknown-pipeline`
   */
  get(name: string): StoredPipeline & Pick<StoredVersion, 'versionId' | 'definition'> {
    const pipeline = this.find(name);
    const version = this.version(name);
    if (pipeline && version) return { ...pipeline, versionId: version.versionId, definition: version.definition };
    throw new NdrError({
      code: 'local.unknown-pipeline',
      place: `pipeline ${name}`,
      cause: 'the state folder holds no pipeline of that name',
      remedy: 'Deploy it first, or correct the name.',
    });
  }
}
