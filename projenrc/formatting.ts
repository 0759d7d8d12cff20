import { Component, IgnoreFile, JsonFile, type Project } from 'projen';

/** Prettier's options, and the paths that it leaves alone: those that projen, a package manager or a release writes. */
export class Formatting extends Component {
  private readonly ignored: IgnoreFile;

  constructor(project: Project) {
    super(project);
    new JsonFile(project, '.prettierrc.json', {
      marker: false, // Prettier warns of members that it does not know.
      obj: { singleQuote: true, printWidth: 120, trailingComma: 'all' },
    });
    this.ignored = new IgnoreFile(project, '.prettierignore');
  }

  override preSynthesize(): void {
    this.ignored.exclude(
      'package-lock.json',
      'CHANGELOG.md',
      'dist/',
      'out-tsc/',
      '.nx/',
      '.venv/',
      '.ndr/',
      'cdk.out/',
      '**/generated/',
      'libs/pipelines/src/catalogue.md',
    );
    this.ignored.exclude(...this.project.files.map((file) => `/${file.path}`));
  }
}
