import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { NdrError } from '@ndr/core';
import { answerJson, failureAnswer, jsonError, sendJson, type JsonService } from './aws-json';
import type { Dynamodb } from './dynamodb';
import { isLoopback, refusalOf } from './local-only';
import type { Moto } from './moto';
import { askMoto, motoRequestOf, sendMotoAnswer, sendMotoFailure } from './moto-proxy';
import { routeOf } from './route-by-service';
import { answerS3 } from './s3/answer';
import type { S3Services } from './s3/services';

/** Where a gateway listens. */
export interface GatewayAddress {
  /** An address of this machine; the loopback unless given. */
  readonly host?: string;
  /** A free port is taken where it is 0. */
  readonly port: number;
  /** Listen also where other machines can reach it: nobody is asked for credentials. */
  readonly allowRemote?: boolean;
}

/** Who answers for the services. */
export interface GatewayServices {
  readonly sagemaker: JsonService;
  readonly logs: JsonService;
  readonly s3: S3Services;
  /** The others; requests to them wait until it is there. */
  readonly moto: Promise<Moto>;
  readonly dynamodb: Promise<Dynamodb>;
  /** What the server tells of itself. */
  readonly self: unknown;
}

/** An endpoint for every service that a client needs. */
export interface Gateway {
  readonly endpoint: string;
  /** Answers from now on; requests that came before wait for it. */
  serve(services: GatewayServices): void;
  /** Takes no more requests, and resolves when those that run are answered, or cut off after a while. */
  close(): Promise<void>;
}

/** Clients keep connections for later: longer than they do, so that it is they who close. */
const keepAliveMs = 75_000;
const closeGraceMs = 2000;

/**
 * Listens at one port for every service.
 * @throws NdrError `local.address` when it cannot, or when others could reach the address
 */
export async function openGateway(address: GatewayAddress): Promise<Gateway> {
  const { host = '127.0.0.1', port, allowRemote = false } = address;
  if (!isLoopback(host) && !allowRemote) {
    throw addressError(host, port, 'other machines could reach it, and nobody is asked for credentials', {
      remedy: 'Listen at 127.0.0.1, or say --allow-remote.',
    });
  }
  let serve: (services: GatewayServices) => void = () => undefined;
  const served = new Promise<GatewayServices>((resolve) => {
    serve = resolve;
  });
  const server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    // What fails in a way that was not foreseen is answered, and the server goes on.
    answer(request, response, served, allowRemote).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, failureAnswer(error));
    });
  });
  await listen(server, host, port);
  return { endpoint: endpointOf(server), serve, close: () => close(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  served: Promise<GatewayServices>,
  allowRemote: boolean,
): Promise<void> {
  // What is left of a body that nobody read must not hold up the next request of the connection.
  response.once('finish', () => request.resume());
  const refusal = refusalOf(request.headers, allowRemote);
  if (refusal !== undefined) {
    sendJson(response, jsonError(403, 'AccessDeniedException', refusal));
    return;
  }
  const services = await served;
  const route = routeOf({ headers: request.headers, url: request.url ?? '/' });
  switch (route.to) {
    case 'self':
      sendJson(response, { status: 200, body: services.self });
      return;
    case 'sagemaker':
    case 'logs':
      await answerJson(request, response, route.operation, services[route.to]);
      return;
    case 's3':
      await answerS3(request, response, services.s3);
      return;
    case 'dynamodb':
    case 'moto':
      try {
        const asked = await motoRequestOf(request);
        const answered =
          route.to === 'moto'
            ? askMoto(await services.moto, asked)
            : (await services.dynamodb).answer({ ...asked, operation: route.operation, region: route.region });
        sendMotoAnswer(response, await answered);
      } catch (error) {
        sendMotoFailure(response, error);
      }
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw addressError(host, port, (error as Error).message, { remedy: 'Name another port, or 0 for a free one.' });
  }
}

function endpointOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  const everywhere = address === '0.0.0.0' || address === '::';
  const host = everywhere ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), closeGraceMs);
  await closed;
  clearTimeout(cut);
}

function addressError(host: string, port: number, cause: string, { remedy }: { readonly remedy: string }): NdrError {
  return new NdrError({ code: 'local.address', place: `${host}:${port}`, cause, remedy });
}
