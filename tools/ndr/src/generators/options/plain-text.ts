import { z } from 'zod';

/** Text that may look like a number or a truth value: Nx makes one of it on its way from the command line. */
export const plainText = z.union([z.string(), z.number(), z.boolean()]).transform(String);
