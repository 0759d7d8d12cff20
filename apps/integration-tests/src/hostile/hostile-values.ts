import fc from 'fast-check';
import type { Json } from '@ndr/core';

/** Texts that lead elsewhere when something takes them for a path, a name, a pattern or a command. */
export function hostileText(target: string): fc.Arbitrary<string> {
  const below = target.replace(/^\//, '');
  const climb = fc.integer({ min: 1, max: 12 }).map((depth) => '../'.repeat(depth));
  return fc.oneof(
    fc.constantFrom('', '.', '..', '/', '//', '\0', 'a\0b', '\n', '\ud800', "'", '"', '`', '-', '--', '-rf', '*'),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'algo-1', 'config', 'NaN', 'null'),
    fc.constantFrom(`$(touch ${target}/x)`, `\`touch ${target}/x\``, `; touch ${target}/x`, `'; touch ${target}/x; '`),
    fc.constantFrom(
      '%2e%2e%2f',
      '..%2f..%2f',
      '..\\..\\',
      's3://',
      's3://b',
      's3://../x',
      's3://b/../../x',
      's3://B/x',
    ),
    fc.constantFrom('s3://bucket//x', 's3://bucket/./x', `s3:///${below}/x`, `file://${target}/x`, `${target}/x`),
    fc.constantFrom('Parameters.P', 'Steps.A', 'Steps.A.B.C', 'Steps.A[0]', 'Execution.X', 'Steps.__proto__.x', '$..*'),
    fc.constantFrom('x'.repeat(257), 'x'.repeat(70_000), 'é𝒳'.repeat(200), '('.repeat(2_000), '['.repeat(2_000)),
    climb.map((up) => `${up}${below}/x`),
    climb.map((up) => `/opt/ml/processing/${up}${below}/x`),
    climb.map((up) => `s3://bucket/${up}${below}/x`),
    fc.string({ maxLength: 20, unit: 'binary' }),
  );
}

/** Any JSON, often one that looks like a reference of a definition. */
export function hostileValue(target: string): fc.Arbitrary<Json> {
  const text = hostileText(target);
  return fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      text,
      fc.constantFrom<Json>(null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, [], {}),
      fc.oneof(fc.constant('Parameters.P'), fc.constant('Steps.A.ProcessingJobName'), text).map((Get) => ({ Get })),
      fc
        .record({ On: text, Values: fc.array(tie('value'), { maxLength: 3 }) })
        .map((join): Json => ({ 'Std:Join': join })),
      fc
        .record({ PropertyFile: fc.constantFrom<Json>('F', { Get: 'Steps.A.PropertyFiles.F' }), Path: text })
        .map((get): Json => ({ 'Std:JsonGet': get })),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3 }),
    ),
  })).value;
}
