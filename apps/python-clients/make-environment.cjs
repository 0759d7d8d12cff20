// Makes the Python environment of these tests beside the one of the jobs, or finds it up to date.
const { join } = require('node:path');
const { ensureVirtualEnvironment } = require('@ndr/local-sagemaker');

const workspaceRoot = join(__dirname, '..', '..');

ensureVirtualEnvironment({
  folder: join(workspaceRoot, '.venv-clients'),
  lockFile: join(__dirname, 'requirements.txt'),
  compilesModules: false,
}).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
