import { deltas, fgA, fgB, pairCounts } from '@ndr/pipelines';

/** Folders of this machine that hold the datasets of one project and feature-spec version. */
export interface ProjectTables {
  /** Feature-spec version that the snapshots of FG-B carry in their paths. */
  readonly version: string;
  readonly deltas: string;
  readonly fgA: string;
  readonly pairCounts: string;
  readonly fgB: string;
}

/** The tables of a project, from the folder of each dataset by its name. */
export function projectTables(version: string, folderOf: (dataset: string) => string): ProjectTables {
  return {
    version,
    deltas: folderOf(deltas.name),
    fgA: folderOf(fgA.name),
    pairCounts: folderOf(pairCounts.name),
    fgB: folderOf(fgB.name),
  };
}
