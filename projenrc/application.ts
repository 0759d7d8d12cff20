import { Component, type Project } from 'projen';
import { TypescriptPackage, type LibraryOptions } from './library';

export interface ApplicationOptions extends Omit<LibraryOptions, 'layer'> {
  /** Programs that npm links, by name: committed JavaScript files. */
  readonly bin?: Readonly<Record<string, string>>;
}

/** A package that people run: nothing imports it but tests. */
export class Application extends Component {
  constructor(project: Project, name: string, { bin, ...options }: ApplicationOptions) {
    super(project);
    new TypescriptPackage(project, `apps/${name}`, name, `@ndr/${name}`, {
      ...options,
      layer: 'app',
      manifest: { ...(bin && { bin }), ...options.manifest },
    });
  }
}
