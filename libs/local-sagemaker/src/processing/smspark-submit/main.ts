import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCluster, waitForFirstInstance } from './cluster';
import { readOptions, usage } from './options';
import { submitSettings, type SubmitSettings } from './settings';
import { prepareSparkSubmit, runSparkSubmit } from './spark-submit';
import { SubmitError } from './submit-error';

/** `smspark-submit` of SageMaker's Spark container: `main <settings file> [OPTIONS] APP [APP_ARGUMENTS]…`. */
async function main([settingsFile = '', ...words]: readonly string[]): Promise<void> {
  const settings = submitSettings.parse(JSON.parse(readFileSync(settingsFile, 'utf8')));
  try {
    await submit(words, settings);
  } catch (error) {
    if (!(error instanceof SubmitError)) throw error;
    leaveMessage(error.message, settings);
    process.stderr.write(`smspark-submit: ${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}

async function submit(words: readonly string[], settings: SubmitSettings): Promise<void> {
  const options = readOptions(words);
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  const cluster = readCluster(settings.optMl);
  const prepared = prepareSparkSubmit(options, settings, cluster);
  if (cluster.isFirst) await runSparkSubmit(prepared);
  else await waitForFirstInstance(settings);
}

/** The job's failure reason; one that the application has left says more. */
function leaveMessage(message: string, { optMl }: SubmitSettings): void {
  const file = join(optMl, 'output', 'message');
  if (existsSync(file)) return;
  const folder = join(optMl, 'output');
  // Not recursive: where /opt/ml itself has been removed under its mount, Node would try for ever.
  if (!existsSync(folder)) mkdirSync(folder);
  writeFileSync(file, message);
}

void main(process.argv.slice(2));
