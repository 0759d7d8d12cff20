import { basename } from 'node:path/posix';

/**
 * The manifest of a job's wheel: that of the library, under the job's own name behind what the library's begins with,
 * needing the library in the same version.
 * @param library text of the library's pyproject.toml
 * @param folder folder of the job
 */
export function jobManifest(library: string, folder: string): string {
  const job = basename(folder);
  const value = (key: string) => new RegExp(`^${key} = "(.*)"$`, 'm').exec(library)?.[1] ?? '';
  const members: Readonly<Record<string, string>> = {
    name: `"${value('name').replace(/-spark$/, '')}-${job.replaceAll('_', '-')}"`,
    description: `"The parts of the Spark job ${job}."`,
    dependencies: `[ "${value('name')}==${value('version')}" ]`,
    'module-name': `"${job}"`,
  };
  const text = library.replace(
    /^#.*\n/,
    '# Derived by `npx nx sync` from the manifest of the library that jobs share.\n',
  );
  return Object.entries(members).reduce((manifest, [key, member]) => {
    return manifest.replace(new RegExp(`^${key} = (\\[[^\\]]*\\]|.*)$`, 'm'), `${key} = ${member}`);
  }, text);
}
