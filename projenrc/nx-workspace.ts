import { Component, IgnoreFile, JsonFile, type Project } from 'projen';
import { sparkJobsRoot } from './spark-job';

/** Where Nx finds the inputs of a kind of target; `^` means those of the projects it depends on. */
const namedInputs = {
  sharedGlobals: ['{workspaceRoot}/package-lock.json', '{workspaceRoot}/tsconfig.base.json', '{workspaceRoot}/nx.json'],
  default: ['{projectRoot}/**/*', 'sharedGlobals'],
  production: [
    'default',
    '!{projectRoot}/**/*.spec.ts',
    '!{projectRoot}/**/__snapshots__/**',
    '!{projectRoot}/tests/**',
    '!{projectRoot}/jest.config.cjs',
    '!{projectRoot}/tsconfig.spec.json',
    '!{projectRoot}/**/*.md',
  ],
  python: [
    // What everything that starts Python shares: locked packages, tools' settings.
    `{workspaceRoot}/${sparkJobsRoot}/{requirements.txt,pyproject.toml}`,
    { runtime: 'python3 --version' },
  ],
};

/** What decides the result of a TypeScript project's tests. */
export const testInputs: readonly unknown[] = [
  'default',
  '^production',
  '{workspaceRoot}/jest.preset.cjs',
  { runtime: 'node --version' },
];

/** One version for all packages, raised by what the commits since the last one say; `CHANGELOG.md` tells them. */
const release = {
  // Those with a package: tests that are Python's have none.
  projects: ['libs/*', 'apps/*', 'tools/*', '!apps/python-clients'],
  projectsRelationship: 'fixed',
  version: {
    conventionalCommits: true,
    fallbackCurrentVersionResolver: 'disk',
    versionActions: 'tools/ndr/src/release/version-actions.ts',
  },
  changelog: {
    workspaceChangelog: {
      file: '{workspaceRoot}/CHANGELOG.md',
      createRelease: false,
      renderOptions: { authors: false },
    },
    projectChangelogs: false,
  },
  releaseTag: { pattern: 'v{version}' },
  git: { commit: true, tag: true, commitMessage: 'chore: release {version}' },
};

/** `nx.json`: cache inputs, the defaults of each target, the plugin, the sync generators, releases. */
export class NxWorkspace extends Component {
  constructor(project: Project) {
    super(project);
    // What a job's pages say decides no task: a change of one affects no project.
    new IgnoreFile(project, '.nxignore', { ignorePatterns: [`${sparkJobsRoot}/*/**/*.md`] });
    new JsonFile(project, 'nx.json', {
      readonly: false,
      obj: {
        $schema: './node_modules/nx/schemas/nx-schema.json',
        analytics: false,
        neverConnectToCloud: true,
        defaultBase: 'main',
        plugins: ['ndr'],
        namedInputs,
        sync: {
          globalGenerators: [
            '@nx/js:typescript-sync',
            'ndr:sync',
            'ndr:sync-sagemaker-shapes',
            'ndr:sync-generator-schemas',
          ],
          applyChanges: true,
        },
        release,
        targetDefaults: {
          build: {
            cache: true,
            dependsOn: ['^build'],
            inputs: [
              'production',
              '^production',
              '{workspaceRoot}/tools/ndr/compile.cjs',
              { externalDependencies: ['typescript', '@swc/core'] },
            ],
            outputs: ['{projectRoot}/dist'],
          },
          typecheck: {
            cache: true,
            dependsOn: ['build', '^build'],
            inputs: ['default', '^production', { externalDependencies: ['typescript'] }],
          },
          // Those of Python say their inputs where they are declared or inferred; a default would replace what is inferred.
          lint: [
            { cache: true },
            {
              filter: { projects: ['tag:lang:ts'] },
              cache: true,
              inputs: ['default', '^default', '{workspaceRoot}/eslint.config.cjs'],
            },
          ],
          test: [{ cache: true }, { filter: { projects: ['tag:lang:ts'] }, cache: true, inputs: testInputs }],
          'nx-release-publish': { dependsOn: ['build'] },
        },
      },
    });
  }
}
