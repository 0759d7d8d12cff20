import { request } from 'node:http';
import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import * as fc from 'fast-check';
import { openGateway, type Gateway } from './gateway';
import { refusalOf } from './local-only';
import { routeOf } from './route-by-service';
import type { S3Services } from './s3/services';

const signedFor = (service: string, region = 'us-east-1') => ({
  authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

describe('the port for every service', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await openGateway({ port: 0 });
    gateway.serve({
      sagemaker: (operation, body) => Promise.resolve({ status: 200, body: { operation, body } }),
      logs: () => Promise.reject(new RangeError('a fault')),
      s3: {} as S3Services,
      moto: Promise.reject(new RangeError('moto did not start')),
      dynamodb: new Promise<never>(() => undefined),
      self: { pid: 1 },
    });
  });
  afterAll(() => gateway.close());

  const post = (headers: Record<string, string>, body: string | Buffer, path = '/') =>
    new Promise<{ status: number; body: unknown }>((resolve, reject) => {
      const { hostname, port } = new URL(gateway.endpoint);
      const sent = request({ hostname, port, path, method: 'POST', headers, agent: false }, (answer) => {
        json(answer).then((told) => resolve({ status: answer.statusCode ?? 0, body: told }), reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const target = (name: string) => ({ 'x-amz-target': name });

  it('gives each request to its service', () => {
    const routes = [
      [
        { ...target('SageMaker.ListPipelines'), ...signedFor('sagemaker') },
        '/',
        { to: 'sagemaker', operation: 'ListPipelines' },
      ],
      [signedFor('sagemaker'), '/', { to: 'sagemaker', operation: '' }],
      [target('Logs_20140328.GetLogEvents'), '/', { to: 'logs', operation: 'GetLogEvents' }],
      [
        { ...target('DynamoDB_20120810.PutItem'), ...signedFor('dynamodb', 'eu-central-1') },
        '/',
        { to: 'dynamodb', operation: 'PutItem', region: 'eu-central-1' },
      ],
      [signedFor('s3'), '/bucket/key', { to: 's3' }],
      [{}, '/bucket/key?X-Amz-Credential=local%2F20260101%2Fus-east-1%2Fs3%2Faws4_request', { to: 's3' }],
      [{}, '/bucket/key', { to: 's3' }],
      [signedFor('sts'), '/', { to: 'moto' }],
      [{ 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, '/', { to: 'moto' }],
      [target('AmazonSSM.GetParameter'), '/', { to: 'moto' }],
      [target('constructor.x'), '/', { to: 'moto' }],
      [{}, '/_ndr/server', { to: 'self' }],
    ] as const;
    for (const [headers, url, route] of routes) expect(routeOf({ headers, url })).toEqual(route);
  });

  it('answers with what the service says, or why it did not', async () => {
    const answer = await post(target('SageMaker.ListPipelines'), '{"MaxResults":1}');
    expect(answer).toEqual({ status: 200, body: { operation: 'ListPipelines', body: { MaxResults: 1 } } });
    expect(await post(target('SageMaker.ListPipelines'), '{')).toMatchObject({
      status: 400,
      body: { __type: 'SerializationException' },
    });
    expect(await post(target('Logs_20140328.GetLogEvents'), '{}')).toMatchObject({
      status: 500,
      body: { __type: 'InternalFailure', message: 'a fault' },
    });
    expect(await post(signedFor('sts'), 'Action=GetCallerIdentity')).toMatchObject({
      status: 500,
      body: { message: expect.stringContaining('moto did not start') },
    });
  });

  it('takes bodies up to a limit', async () => {
    const large = Buffer.alloc(8 * 2 ** 20 + 1, ' ');
    expect(await post(target('SageMaker.CreatePipeline'), large)).toMatchObject({ status: 413 });
    expect(await post(target('SageMaker.CreatePipeline'), '{}')).toMatchObject({ status: 200 });
  });

  it.each(['0.0.0.0', '::', '192.0.2.1', 'example.com'])('does not listen at %s, which others reach', async (host) => {
    await expect(openGateway({ host, port: 0 })).rejects.toMatchObject({ code: 'local.address' });
  });

  it('listens where others reach it when it is told to, and then answers them', async () => {
    const open = await openGateway({ host: '0.0.0.0', port: 0, allowRemote: true });
    expect(open.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await open.close();
    expect(refusalOf({ host: 'machine.example:80' }, true)).toBeUndefined();
  });

  it('says when a port is taken', async () => {
    const port = Number(new URL(gateway.endpoint).port);
    await expect(openGateway({ port })).rejects.toMatchObject({ code: 'local.address', place: `127.0.0.1:${port}` });
  });

  it.each([{ origin: 'https://example.com' }, { 'sec-fetch-site': 'cross-site' }, { host: 'rebound.example.com' }])(
    'does not answer a web page: %o',
    async (headers) => {
      const answer = await post({ ...target('SageMaker.ListPipelines'), ...headers }, '{}');
      expect(answer).toMatchObject({ status: 403, body: { __type: 'AccessDeniedException' } });
    },
  );

  it('goes on whatever bytes it gets', async () => {
    const { hostname, port } = new URL(gateway.endpoint);
    const send = (bytes: Uint8Array) =>
      new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname, () => socket.end(bytes));
        socket.on('error', () => resolve()).on('close', () => resolve());
        socket.resume();
      });
    const lines = fc
      .string()
      .map((text) => Buffer.from(`POST / HTTP/1.1\r\nhost: localhost\r\n${text}\r\n\r\n${text}`));
    await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array(), lines), send), { numRuns: 60 });
    expect(await post(target('SageMaker.X'), '{}')).toMatchObject({ status: 200 });
  });

  it('gives the operations any JSON, and only JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        const answer = await post(target('SageMaker.X'), body);
        expect(answer).toEqual({ status: 200, body: { operation: 'X', body: JSON.parse(body) as unknown } });
      }),
      { numRuns: 100 },
    );
  });
});
