import { z } from 'zod';

/** Who owns paths in CODEOWNERS. */
export const owner = z
  .string()
  .regex(/^@?[\w.-]+(\/[\w.-]+)?$|^[^\s@]+@[^\s@]+$/, 'must be @user, @organization/team or an address')
  .transform((written) => (written.includes('@') ? written : `@${written}`));
