import { readFileSync } from 'node:fs';
import { LocalRun } from './local-run';

/** `run-pipeline <state folder> <definition file>`: runs it, and writes the events and the result as JSON lines. */
async function main([stateFolder = '', file = '']: readonly string[]): Promise<void> {
  const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
  const local = await LocalRun.open({ stateFolder, reporter: say });
  say({ endpoint: local.sagemaker.awsEnvironment.AWS_ENDPOINT_URL });
  say(await local.run(readFileSync(file, 'utf8')));
  await local.sagemaker.close();
}

void main(process.argv.slice(2));
