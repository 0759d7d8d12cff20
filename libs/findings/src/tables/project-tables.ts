import { deltas, fgA, fgB, pairCounts } from '@ndr/pipelines';

/** Folders of this machine that hold the tables of a project and feature-spec version. */
export interface ProjectTables {
  readonly deltas: string;
  readonly fgA: string;
  readonly pairCounts: string;
  readonly fgB: string;
}

/** The tables of a project, from the folder of each dataset by its name. */
export function projectTables(folderOf: (dataset: string) => string): ProjectTables {
  return {
    deltas: folderOf(deltas.name),
    fgA: folderOf(fgA.name),
    pairCounts: folderOf(pairCounts.name),
    fgB: folderOf(fgB.name),
  };
}
