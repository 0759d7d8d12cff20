/** An output as the JSON of an answer: times are seconds since 1970, with milliseconds. */
export function writeOutput(output: unknown): unknown {
  if (output instanceof Date) return output.getTime() / 1000;
  if (Array.isArray(output)) return output.map(writeOutput);
  if (typeof output !== 'object' || output === null) return output;
  return Object.fromEntries(
    Object.entries(output)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, writeOutput(value)]),
  );
}
