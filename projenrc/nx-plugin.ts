import { Component, type Project } from 'projen';
import { TypescriptPackage, type LibraryOptions } from './library';
import { sourceCondition } from './typescript-config';

/** The workspace's own Nx plugin. Nx loads it from its sources, so that no build comes before the first command. */
export class NxPlugin extends Component {
  constructor(project: Project, name: string, options: Omit<LibraryOptions, 'layer'>) {
    super(project);
    // The package is named as the plugin, without a scope: `nx g ndr:…` finds it by that name.
    new TypescriptPackage(project, `tools/${name}`, name, name, {
      ...options,
      layer: 'tool',
      manifest: {
        private: true,
        main: './src/index.ts',
        exports: {
          '.': { [sourceCondition]: './src/index.ts', types: './src/index.ts', default: './src/index.ts' },
          './package.json': './package.json',
          './generators.json': './generators.json',
          './executors.json': './executors.json',
          './migrations.json': './migrations.json',
        },
        generators: './generators.json',
        executors: './executors.json',
        // `nx migrate ndr` moves the packages of ndr together.
        'nx-migrations': { migrations: './migrations.json', packageGroup: ['@ndr/core', '@ndr/pipelines'] },
      },
    });
  }
}
