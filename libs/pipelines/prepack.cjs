// Brings the jobs' Python into the package, so that a team that installs it can deploy them: `npm pack` runs this.
const { cpSync, existsSync, readdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const jobs = join(__dirname, '../../spark-jobs');
const packed = join(__dirname, 'spark-jobs');
const isSource = (path) => !/(^|\/)(tests|__pycache__|\.[^/]*)(\/|$)|\.pyc$/.test(path.slice(jobs.length + 1));

rmSync(packed, { recursive: true, force: true });
for (const job of readdirSync(jobs)) {
  const script = `run_${job}.py`;
  if (job !== 'ndr_spark' && !existsSync(join(jobs, job, script))) continue;
  cpSync(join(jobs, job, job), join(packed, job, job), { recursive: true, filter: isSource });
  if (job !== 'ndr_spark') cpSync(join(jobs, job, script), join(packed, job, script));
}
