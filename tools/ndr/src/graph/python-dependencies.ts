import type { CreateDependenciesContext, ProjectConfiguration, RawProjectGraphDependency } from '@nx/devkit';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DependencyType } from 'nx/src/config/project-graph';
import { jobOfScript } from './python-projects';

/** Edges of Python projects to those that they import, each with the file that does: changed files are parsed alone. */
export function pythonDependencies(
  { projects, fileMap, filesToProcess, workspaceRoot }: CreateDependenciesContext,
  parent: string,
): readonly RawProjectGraphDependency[] {
  const isPython = ({ root }: ProjectConfiguration) => dirname(root) === parent;
  const names = Object.values(projects).flatMap((each) => (isPython(each) && each.name ? [each.name] : []));
  const owners = new Map(
    names.flatMap((name) =>
      modulesAt(projects[name]?.root ?? '', fileMap.projectFileMap[name] ?? []).map((module) => [module, name]),
    ),
  );
  const targetOf = (module: string) => {
    // A module that nobody has yet: Nx keeps the edge with the file, and shows it once the project is there.
    const target = owners.get(module) ?? jobOfScript(module);
    const project = projects[target];
    return project === undefined || isPython(project) ? target : undefined;
  };
  return names.flatMap((source) => {
    const files = (filesToProcess.projectFileMap[source] ?? []).filter(({ file }) => file.endsWith('.py'));
    return files.flatMap(({ file }) => {
      const modules = importsOf(join(workspaceRoot, file)).map((module) => module.split('.')[0] ?? module);
      return [...new Set(modules.map(targetOf))]
        .flatMap((target) => (target === undefined || target === source ? [] : [target]))
        .map((target) => ({ source, target, sourceFile: file, type: DependencyType.static }));
    });
  });
}

/** Modules that can be imported when `root` is on Python's path: its packages, and the files that lie in it. */
function modulesAt(root: string, files: readonly { readonly file: string }[]): readonly string[] {
  const matches = files.map(({ file }) => /^(\w+)(?:\/__init__)?\.py$/.exec(file.slice(root.length + 1)));
  return matches.flatMap((match) => match?.[1] ?? []);
}

function importsOf(path: string): readonly string[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when there is something to parse
  const { pythonImports } = require('./python-imports') as typeof import('./python-imports');
  return pythonImports(readFileSync(path, 'utf-8'));
}
