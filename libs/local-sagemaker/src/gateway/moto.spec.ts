import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMoto } from './moto';
import { ensurePythonEnvironment } from '../python/python-environment';
import { workspaceRoot } from '../testing/local-run';

// Real processes, on a machine that may be busy.
jest.setTimeout(120_000);

describe('moto', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ndr-moto-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const logFile = () => join(folder, 'moto.log');

  it('serves DynamoDB on a port of its own, as often as it is started', async () => {
    const { python } = await ensurePythonEnvironment({ workspaceRoot });
    const servers = await Promise.all([
      startMoto({ python, logFile: logFile() }),
      startMoto({ python, logFile: logFile() }),
    ]);
    expect(new Set(servers.map(({ endpoint }) => endpoint)).size).toBe(2);
    for (const { endpoint } of servers) {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'X-Amz-Target': 'DynamoDB_20120810.ListTables',
          'Content-Type': 'application/x-amz-json-1.0',
          Authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request',
        },
        body: '{}',
      });
      expect(await response.json()).toEqual({ TableNames: [] });
    }
    await Promise.all(servers.map((server) => server.close()));
    await expect(fetch(servers[0].endpoint)).rejects.toThrow();
  });

  it('fails naming its log when it does not start', async () => {
    const failing = startMoto({ python: '/bin/false', logFile: logFile() });
    await expect(failing).rejects.toMatchObject({ code: 'local.moto', place: logFile() });
    const absent = startMoto({ python: '/no/such/python', logFile: logFile() });
    await expect(absent).rejects.toMatchObject({ code: 'local.moto' });
  });
});
