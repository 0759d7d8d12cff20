import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Synthesizes every case in a process of its own; answers the bytes. */
function synthesized(cwd: string, environment: Readonly<Record<string, string>>): string {
  const script = `
    const { cases } = require(${JSON.stringify(join(__dirname, 'python-sdk/cases'))});
    const { synth } = require(${JSON.stringify(join(__dirname, 'synth'))});
    const digests = new Proxy({}, { get: () => '0'.repeat(64) });
    for (const each of Object.values(cases)) console.log(synth(each, { assets: digests }).json);
  `;
  const register = require.resolve('@swc-node/register');
  const options = { cwd, env: { PATH: process.env.PATH, ...environment }, encoding: 'utf-8' } as const;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--require', register, '--eval', script], options);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

it('synth gives the same bytes in every process, folder, time zone and locale', () => {
  const here = synthesized(__dirname, { TZ: 'UTC', LC_ALL: 'C' });
  expect(here.split('\n').length).toBeGreaterThan(20);
  expect(synthesized(tmpdir(), { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8' })).toBe(here);
});
