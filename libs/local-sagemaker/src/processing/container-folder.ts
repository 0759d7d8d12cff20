import { z } from 'zod';

const parent = '/opt/ml/processing/';

/**
 * A folder of a container that takes an input or an output: an absolute path below /opt/ml/processing that leads
 * nowhere else.
 */
export const containerFolder = z
  .string()
  .max(256)
  .startsWith(parent)
  .refine(leadsBelow, `must lead to a folder below ${parent}`)
  .transform((path) => path.replace(/\/+/g, '/').replace(/\/$/, ''));

function leadsBelow(path: string): boolean {
  const parts = path.slice(parent.length).split('/');
  return !path.includes('\0') && parts.some((part) => part !== '') && !parts.some((part) => /^\.\.?$/.test(part));
}
