import { Project } from 'projen';
import { ContinuousIntegration } from './ci';
import { Formatting } from './formatting';
import { GitFiles } from './git-files';
import { Licence } from './licence';
import { Lint } from './lint';
import { NxWorkspace } from './nx-workspace';
import { ProjenSources } from './projen-sources';
import { PythonTools } from './python-tools';
import { RootPackage } from './root-package';
import { RootTests } from './tests';
import { RootTypescriptConfig } from './typescript-config';

/** The root project: each concern of the workspace is one component of it. */
export class Workspace extends Project {
  constructor(options: { readonly outdir?: string } = {}) {
    super({ name: 'ndr', ...options });
    new ProjenSources(this);
    new RootPackage(this);
    new NxWorkspace(this);
    new RootTypescriptConfig(this);
    new RootTests(this);
    new Lint(this);
    new Formatting(this);
    new PythonTools(this);
    new GitFiles(this);
    new ContinuousIntegration(this);
    new Licence(this);
  }
}
