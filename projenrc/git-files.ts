import { Component, type Project } from 'projen';
import { MarkedTextFile } from './marked-text-file';

/** What git ignores, and how it ends lines; npm's settings for the lock file. */
export class GitFiles extends Component {
  constructor(project: Project) {
    super(project);
    project.gitignore.exclude(
      'dist/',
      'out-tsc/',
      'coverage/',
      '.nx/',
      '.venv*/',
      '.ndr/',
      'cdk.out/',
      '/graph.json',
      '__pycache__/',
      '.mypy_cache/',
      '.ruff_cache/',
      '.pytest_cache/',
      '*.tsbuildinfo',
    );
    project.gitattributes.addAttributes('*', 'text=auto', 'eol=lf');
    // The lock file names packages and digests, not the registry that they came from.
    const npmSettings = ['omit-lockfile-registry-resolved=true', 'fund=false', 'audit=false', ''];
    new MarkedTextFile(project, '.npmrc', { comment: ';', text: npmSettings.join('\n') });
  }
}
