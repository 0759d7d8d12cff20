import { Component, type Project, YamlFile } from 'projen';

const setup = [
  { uses: 'actions/checkout@v4', with: { 'fetch-depth': 0 } },
  { uses: 'actions/setup-node@v4', with: { 'node-version': 20, cache: 'npm' } },
  { uses: 'actions/setup-python@v5', with: { 'python-version': '3.11' } },
  { run: 'npm ci' },
];

/** The workflow that a user's own repository runs: what a pull request touches, and everything on main. */
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
            env: { NX_BASE: '${{ github.event.pull_request.base.sha }}', NX_HEAD: '${{ github.sha }}' },
            steps: [
              ...setup,
              { name: 'Derived files are in step', run: 'npx nx sync:check' },
              { name: 'Configuration is what projen writes', run: 'npx projen && git diff --exit-code' },
              { run: 'npx nx format:check' },
              { run: 'npx nx affected -t lint typecheck test build' },
            ],
          },
          all: {
            if: "github.event_name == 'push'",
            'runs-on': 'ubuntu-latest',
            steps: [...setup, { run: 'npm test' }],
          },
        },
      },
    });
  }
}
