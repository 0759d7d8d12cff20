import { z } from 'zod';

/** Names of regions and cities, as IANA writes them. */
const regionAndCity = /^[A-Z][a-z]+(?:\/[A-Z][a-z]+(?:[_-](?:[A-Z][a-z]+|es|of))*)+$/;

/** The name that JavaScript knows a zone by, whatever alias or case it is given; undefined when there is none. */
function canonicalName(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * A time zone by a name that Java, and so Spark, takes too: the canonical one, or an alias of region and city such as
 * Asia/Kolkata. JavaScript alone also takes names in another case and abbreviations such as EST.
 */
export const timeZone = z.string().check(({ value, issues }) => {
  const canonical = canonicalName(value);
  const isSpelled =
    value === canonical || (regionAndCity.test(value) && value.toLowerCase() !== canonical?.toLowerCase());
  if (canonical !== undefined && isSpelled) return;
  issues.push({
    code: 'custom',
    input: value,
    message:
      canonical === undefined
        ? 'must be the name of a time zone, such as Europe/Berlin'
        : `must be the canonical name of the time zone: ${canonical}`,
    ...(canonical !== undefined && { params: { remedy: `Write ${canonical}.` } }),
  });
});
