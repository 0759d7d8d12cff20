import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Change, PlannedPart } from './change';
import { compareJobSpecSet, type JobSpecSetChange } from '../job-specs/compare-job-spec-set';
import type { JobSpecSet } from '../job-specs/job-spec-set';
import { readStoredSet } from '../job-specs/read-stored-set';
import { writeJobSpecSet } from '../job-specs/write-job-spec-set';

/** Where JobSpecs are stored, and who stores them. */
export interface JobSpecTarget {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly updatedBy: string;
  readonly now: () => Date;
}

/** A set that was compared with what the table holds of it. */
export interface PlannedSet extends PlannedPart {
  /** `<project>/<version>`. */
  readonly name: string;
  /** Revision that the table holds; 0 when it holds none. */
  readonly revision: number;
}

/** Compares `set` with the table: its changes, written in one transaction if the set still has the revision seen. */
export async function planJobSpecs(target: JobSpecTarget, set: JobSpecSet): Promise<PlannedSet> {
  const { client, table, updatedBy, now } = target;
  const compared = compareJobSpecSet(set, await readStoredSet(client, table, set));
  const { revision } = compared;
  const name = `${set.project}/${set.version}`;
  return {
    name,
    revision,
    changes: changesOf(name, compared),
    apply: () => writeJobSpecSet(client, table, set, { updatedBy, now: now(), revision }),
  };
}

function changesOf(set: string, { changes, isNeeded, setDigest }: JobSpecSetChange): readonly Change[] {
  if (isNeeded && changes.length === 0) {
    // Every JobSpec is right, and what holds them together is not: somebody wrote there by hand.
    return [{ kind: 'job-spec', name: set, action: 'update', fields: [{ pointer: '/set_digest', new: setDigest }] }];
  }
  return changes.map(({ jobName, action, fields }) => ({
    kind: 'job-spec',
    name: `${set}/${jobName}`,
    action,
    fields: [...fields],
  }));
}
