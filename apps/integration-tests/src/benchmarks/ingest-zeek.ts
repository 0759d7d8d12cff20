import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createGunzip, createGzip } from 'node:zlib';

import { rounded } from './measure';
import { measureNdr } from './pipeline-run';
import { newLocalProject, removeProject } from '../support/local-project';
import { realData } from '../support/real-data';

const copies = 20;

/** Ingest of a large Zeek log: a real one whose flows are repeated, so that only its length is made up. */
export async function ingestZeek(): Promise<unknown> {
  const log = realData('rita-3day_zeek-conn.log.gz');
  if (!log.isThere) return `skipped: ${log.path} is not there`;
  const folder = mkdtempSync(join(tmpdir(), 'ndr-bench-'));
  const project = newLocalProject('ingest');
  try {
    const large = join(folder, 'conn.log.gz');
    const lines = await repeat(log.path, large);
    const { seconds, peakMegabytes } = await measureNdr(project, 'ingest', 'zeek-conn', large, '--out', folder);
    return { lines, seconds, linesASecond: Math.round(lines / seconds), peakMegabytes: rounded(peakMegabytes) };
  } finally {
    rmSync(folder, { recursive: true });
    removeProject(project);
  }
}

/** Writes the header of a log once and its flows `copies` times; returns how many flows that are. */
async function repeat(log: string, target: string): Promise<number> {
  const output = createGzip({ level: 1 });
  const written = output.pipe(createWriteStream(target));
  let flows = 0;
  for (let copy = 0; copy < copies; copy++) {
    for await (const line of createInterface({ input: createReadStream(log).pipe(createGunzip()) })) {
      const isDirective = line.startsWith('#');
      if (isDirective && (copy > 0 || line.startsWith('#close'))) continue;
      if (!isDirective) flows++;
      if (!output.write(`${line}\n`)) await once(output, 'drain');
    }
  }
  output.end();
  await once(written, 'close');
  return flows;
}
