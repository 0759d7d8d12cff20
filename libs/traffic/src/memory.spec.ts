import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';

import { inChildProcess } from './testing/child-process';
import { newFolder, removeFolder } from './testing/prefix-content';
import { zeekHeader, zeekLine } from './testing/zeek-log';

jest.setTimeout(180_000);

/** A log of `lines` connections that end anywhere in two days. */
async function writeLog(file: string, lines: number): Promise<void> {
  const out = createWriteStream(file);
  out.write(`${zeekHeader.join('\n')}\n`);
  for (let line = 0; line < lines; line++) {
    const ts = (1_713_484_800 + ((line * 7_919) % 172_800)).toFixed(6);
    if (!out.write(`${zeekLine({ ts, source: `10.0.${line % 200}.7` })}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

/** Megabytes that a process needs at most to do the statements. */
async function peakMegabytes(statements: string): Promise<number> {
  const child = inChildProcess(`${statements}; process.stdout.write(String(process.resourceUsage().maxRSS / 1024));`);
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
  return Number(printed);
}

let folder: string;
beforeAll(() => (folder = newFolder()));
afterAll(() => removeFolder(folder));

it('ingests a log of any length in the memory of a short one', async () => {
  const ingested = async (lines: number): Promise<number> => {
    const log = join(folder, `${lines}.log`);
    await writeLog(log, lines);
    const options = JSON.stringify({ format: 'zeek-conn', files: [log], folder: join(folder, `${lines}`) });
    return peakMegabytes(`await traffic.ingest(${options})`);
  };
  const short = await ingested(50_000);
  const long = await ingested(350_000);
  expect(long - short).toBeLessThan(40);
});

it('simulates any amount of flows in the memory of a small one', async () => {
  const simulated = (slices: number): Promise<number> => {
    const options = { seed: 1, start: '2024-04-19T00:00:00Z', slices, flowsASlice: 20_000, hosts: 500 };
    const target = join(folder, `simulated-${slices}`, 'integration');
    return peakMegabytes(`await traffic.simulateTraffic(${JSON.stringify(options)}, ${JSON.stringify(target)})`);
  };
  const few = await simulated(4);
  const many = await simulated(14);
  expect(many - few).toBeLessThan(40);
});
