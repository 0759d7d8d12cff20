import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The program's version: its manifest lies two folders above this file in sources and in builds alike. */
export function programVersion(): string {
  const manifest = readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
