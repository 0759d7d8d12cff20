import type { Exported } from '../../edits/register-builder';
import type { DeclaredList } from '../../model/find-pipelines';
import type { ColumnFacts, TableFacts } from '../../model/python-tables';
import type { DatasetNames } from '../../names/dataset-names';
import type { StepNames } from '../../names/step-names';

/** Everything that is decided about a step before the first file is written. */
export interface StepPlan {
  readonly names: StepNames;
  readonly description: string;
  readonly owner: string | undefined;
  readonly pipeline: string;
  /** The list of builders that it joins; undefined when a person has added it to one that is computed. */
  readonly builders: DeclaredList | undefined;
  readonly source: SourceTable;
  /** Datasets that it reads, the one that it sums first. */
  readonly reads: readonly DatasetConstant[];
  readonly target: TargetTable;
  /** Parameters beside those of a batch, by their constants. */
  readonly parameters: readonly Exported[];
  readonly paths: StepPaths;
}

/** Where the TypeScript of a step lies. */
export interface StepPaths {
  readonly builder: string;
  readonly jobSpec: string;
  /** Of the dataset that it writes. */
  readonly dataset: string;
  /** Folder of the job. */
  readonly job: string;
}

/** A dataset and the constant that declares it. */
export interface DatasetConstant extends Exported {
  readonly dataset: string;
}

/** The table whose rows are summed. */
export interface SourceTable {
  readonly table: TableFacts;
  /** As the option says it: `deltas/peer`. */
  readonly title: string;
  /** The column that holds a row's slice, or the end of the window whose last slice it is. */
  readonly time: 'slice_start' | 'window_end_ts';
}

/** The table that the step writes. */
export interface TargetTable {
  readonly names: DatasetNames;
  readonly isNew: boolean;
  /** Columns of its key beside the slice. */
  readonly key: readonly ColumnFacts[];
  /** Columns that are summed. */
  readonly summed: readonly ColumnFacts[];
}
