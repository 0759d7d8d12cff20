import { Component, JsonFile, type Project, ProjenrcFile } from 'projen';
import { pythonRequirementsFile } from './spark-job';
import { JestConfig } from './tests';

/** The sources that you are reading, as an Nx project: linted, type-checked and tested like the others. */
export class ProjenSources extends Component {
  constructor(project: Project) {
    super(project);
    new Projenrc(project);
    const root = 'projenrc';
    const inputs = ['default', '{workspaceRoot}/.projenrc.ts'];
    new JsonFile(project, `${root}/project.json`, {
      obj: {
        $schema: '../node_modules/nx/schemas/project-schema.json',
        name: root,
        tags: ['layer:tool', 'lang:ts'],
        targets: {
          typecheck: { command: `tsc --noEmit -p ${root}/tsconfig.json`, dependsOn: [], inputs },
          lint: { command: `eslint ${root} .projenrc.ts`, inputs: [...inputs, '{workspaceRoot}/eslint.config.cjs'] },
          test: {
            command: 'jest',
            options: { cwd: root },
            // The test synthesizes the workspace anew and compares, so every written file decides its result.
            inputs: [
              ...inputs,
              '{workspaceRoot}/{.*,LICENSE}',
              '{workspaceRoot}/**/*.{json,cjs,toml,yml}',
              `{workspaceRoot}/${pythonRequirementsFile}`,
            ],
          },
        },
      },
    });
    new JsonFile(project, `${root}/tsconfig.json`, {
      obj: {
        extends: '../tsconfig.base.json',
        compilerOptions: { composite: false, noEmit: true, types: ['jest', 'node'] },
        include: ['*.ts', '../.projenrc.ts'],
      },
    });
    new JestConfig(project, root);
  }
}

/** The file that the markers of written files name. */
class Projenrc extends ProjenrcFile {
  readonly filePath = '.projenrc.ts';
}
