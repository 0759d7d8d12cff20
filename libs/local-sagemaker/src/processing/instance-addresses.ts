import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from './sandbox';

/** The loopback address of an instance: Linux has all of 127.0.0.0/8, so that each may listen on the same port. */
function addressOf(index: number): string {
  return `127.0.1.${index + 1}`;
}

/**
 * Lets the instances of a job find each other by name, as in SageMaker's network. It takes a mount namespace: without
 * one the machine's own file stays, and the names lead nowhere.
 */
export async function writeInstanceAddresses(sandbox: Sandbox, instances: readonly string[]): Promise<void> {
  const machine = await readFile('/etc/hosts', 'utf8').catch(() => '');
  const own = instances.map((instance, index) => `${addressOf(index)} ${instance}\n`);
  await writeFile(join(sandbox.root, 'hosts'), `${machine.replace(/\n?$/, '\n')}${own.join('')}`);
}
