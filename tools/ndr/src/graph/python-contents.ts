import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PythonProject } from './python-projects';

/** What the names of a Python project's own files do not say of it. */
export interface PythonContents {
  /** It has a folder of tests; pytest fails where it finds none. */
  readonly hasTests: boolean;
  /** Tests alone import it, so that it is deployed with no job: its manifest calls it a plugin of pytest. */
  readonly isForTests: boolean;
}

/** Looks into a Python project of the workspace in `workspaceRoot`. */
export function pythonContents(workspaceRoot: string, { root, isJob, isDistribution }: PythonProject): PythonContents {
  const folder = join(workspaceRoot, root);
  const manifest = !isJob && isDistribution ? readFileSync(join(folder, 'pyproject.toml'), 'utf-8') : '';
  return { hasTests: existsSync(join(folder, 'tests')), isForTests: manifest.includes('"Framework :: Pytest"') };
}
