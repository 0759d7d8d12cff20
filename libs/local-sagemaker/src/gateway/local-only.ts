import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** Whether only this machine reaches an address. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/**
 * Why a request is not answered; undefined for one that is. Web pages can send requests to this machine too: browsers
 * say where they come from, and a page that a foreign name leads here (DNS rebinding) names itself as the host.
 */
export function refusalOf(headers: IncomingHttpHeaders, allowRemote: boolean): string | undefined {
  if (headers.origin !== undefined || headers['sec-fetch-site'] === 'cross-site') {
    return 'Requests of web pages are not answered.';
  }
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  if (allowRemote || isLoopback(host)) return undefined;
  return 'Only requests to an address of this machine are answered.';
}
