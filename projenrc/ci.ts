import { Component, type Project, YamlFile } from 'projen';

const setupWith = (python: string) => [
  { uses: 'actions/checkout@v4', with: { 'fetch-depth': 0 } },
  { uses: 'actions/setup-node@v4', with: { 'node-version': 20, cache: 'npm' } },
  { uses: 'actions/setup-python@v5', with: { 'python-version': python } },
  { run: 'npm ci' },
];
const setup = setupWith('3.11');

/**
 * The workflow that a user's own repository runs: what a pull request touches; on main everything, and the jobs on every
 * Python that is supported, by a matrix that `npx nx sync` derives.
 */
export class ContinuousIntegration extends Component {
  constructor(project: Project) {
    super(project);
    new YamlFile(project, '.github/workflows/ci.yml', {
      obj: {
        name: 'ci',
        on: { pull_request: {}, push: { branches: ['main'] } },
        permissions: { contents: 'read' },
        jobs: {
          affected: {
            if: "github.event_name == 'pull_request'",
            'runs-on': 'ubuntu-latest',
            // What is checked out merges the branch into its base as that is now: its first parent.
            env: { NX_BASE: 'HEAD^1', NX_HEAD: 'HEAD' },
            steps: [
              ...setup,
              { name: 'Derived files are in step', run: 'npx nx sync:check' },
              { name: 'Configuration is what projen writes', run: 'npx projen && git diff --exit-code' },
              { name: 'What the change reaches', run: 'npx nx run ndr:blast-radius' },
              // All: Nx leaves out the pages of jobs, which affect no project.
              { run: 'npx nx format:check --all' },
              { run: 'npx nx affected -t lint typecheck test build check' },
            ],
          },
          all: {
            if: "github.event_name == 'push'",
            'runs-on': 'ubuntu-latest',
            steps: [...setup, { run: 'npm test' }],
          },
          'matrix-of-jobs': {
            if: "github.event_name == 'push'",
            'runs-on': 'ubuntu-latest',
            outputs: { matrix: '${{ steps.read.outputs.matrix }}' },
            steps: [
              { uses: 'actions/checkout@v4' },
              { id: 'read', run: 'echo "matrix=$(jq -c . .github/generated/spark-jobs.json)" >> "$GITHUB_OUTPUT"' },
            ],
          },
          'jobs-on-each-python': {
            needs: 'matrix-of-jobs',
            'runs-on': 'ubuntu-latest',
            strategy: { 'fail-fast': false, matrix: '${{ fromJSON(needs.matrix-of-jobs.outputs.matrix) }}' },
            steps: [...setupWith('${{ matrix.python }}'), { run: 'npx nx test ${{ matrix.project }}' }],
          },
        },
      },
    });
  }
}
