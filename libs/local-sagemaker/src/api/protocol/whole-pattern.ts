const compiled = new Map<string, RegExp>();

/** A pattern of SageMaker's API as a regular expression that a whole text must match; compiled once. */
export function wholePattern(pattern: string): RegExp {
  const known = compiled.get(pattern) ?? compile(`^(?:${pattern})$`);
  compiled.set(pattern, known);
  return known;
}

/** By code points, as characters beyond the first 65,536 need it; a pattern that escapes more than that allows is older. */
function compile(source: string): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch {
    return new RegExp(source);
  }
}
