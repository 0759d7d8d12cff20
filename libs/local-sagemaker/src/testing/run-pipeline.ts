import { readFileSync } from 'node:fs';
import { LocalRun } from './local-run';
import type { Isolation } from '../processing/isolation';

/**
 * `run-pipeline <state folder> <definition file> [<isolation as JSON>]`: runs it, and writes the events and the result
 * as JSON lines.
 */
async function main([stateFolder = '', file = '', isolation]: readonly string[]): Promise<void> {
  const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
  const options = isolation === undefined ? {} : { isolation: JSON.parse(isolation) as Isolation };
  const local = await LocalRun.open({ stateFolder, reporter: say, ...options });
  say({ endpoint: local.sagemaker.awsEnvironment.AWS_ENDPOINT_URL });
  say(await local.run(readFileSync(file, 'utf8')));
  await local.sagemaker.close();
}

void main(process.argv.slice(2));
