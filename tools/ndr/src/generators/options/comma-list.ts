import { z } from 'zod';

/** Several values in one option, between commas: Nx asks for text, so a list is text in the schema too. */
export const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== ''),
);
