import type { ProjectConfiguration } from '@nx/devkit';
import type { WorkspaceModel } from './workspace-model';

/** Kinds of what a model defines: each definition is a project of the graph, named by kind and name. */
export type DefinitionKind = 'dataset' | 'builder' | 'pipeline';

export const definitionProject = (kind: DefinitionKind, name: string) => `${kind}/${name}`;

/** A project of the graph, and the file that defines what it stands for. */
export interface ModelProject {
  readonly file: string;
  readonly configuration: ProjectConfiguration;
}

/**
 * Projects for datasets, builders and pipelines: what they are made of are the modules that define them, so that a change
 * of one touches just those. They own no folder: files belong to the package that they stand in.
 */
export function modelProjects({ model, modules }: WorkspaceModel): readonly ModelProject[] {
  const project = (kind: DefinitionKind, name: string, file: string, tags: readonly string[] = []): ModelProject => {
    const inputs = modules.reachedFrom(file).map((each) => `{workspaceRoot}/${each}`);
    return {
      file,
      configuration: {
        // No file lies below this path.
        root: `${file}#${name}`,
        name: definitionProject(kind, name),
        tags: [`model:${kind}`, ...tags],
        // For the targets of whoever depends on it: Nx finds no files of a project without a folder.
        namedInputs: { default: inputs, production: inputs },
        targets: {
          definition: {
            executor: 'nx:noop',
            inputs,
            metadata: { description: `What defines the ${kind}` },
          },
        },
      },
    };
  };
  return [
    ...model.datasets.map(({ name, file }) => project('dataset', name, file)),
    ...model.builders.map(({ name, file, job }) =>
      project('builder', name, file, job === undefined ? [] : [`job:${job}`]),
    ),
    ...model.pipelines.map(({ name, file }) => project('pipeline', name, file)),
  ];
}
