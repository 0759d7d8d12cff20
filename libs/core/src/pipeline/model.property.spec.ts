import fc from 'fast-check';
import { equals, isIn, lessThan } from './conditions/comparison';
import { not, or } from './conditions/logic';
import type { Condition } from './conditions/condition';
import { compareDefinitions } from './diff/compare-definitions';
import { emitDefinition, parseDefinition } from './parse/parse-definition';
import { pipeline, processor } from './python-sdk/cases/fixture';
import { conditionStep } from './steps/condition';
import { failStep } from './steps/fail';
import { processingStep } from './steps/processing';
import { properties } from './steps/properties';
import type { Step } from './steps/step';
import { synth } from './synth';
import { validateDefinition } from './validate';
import { executionVariables } from './values/execution-variable';
import { join } from './values/join';
import { booleanParameter, floatParameter, integerParameter, stringParameter } from './values/parameter';
import type { Value } from './values/value';

const parameters = [
  stringParameter('Text', { default: 'x' }),
  integerParameter('Count', { default: 1 }),
  floatParameter('Ratio'),
  booleanParameter('Flag'),
] as const;
const [text, count] = parameters;

const leaf = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom<Value>(...parameters, ...Object.values(executionVariables)),
);
const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.tuple(fc.string({ maxLength: 3 }), fc.array(tie('value'), { maxLength: 3 })).map(([on, all]) => join(on, all)),
  ),
})).value;

const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2 },
    fc.string().map((literal) => equals(text, literal)),
    fc.integer().map((literal) => lessThan(count, literal)),
    fc.array(fc.string(), { maxLength: 3 }).map((all) => isIn(text, all)),
    tie('condition').map(not),
    fc.array(tie('condition'), { maxLength: 3 }).map((all) => or(...all)),
  ),
})).condition;

/** Steps of names that count on, each of which may wait for and use those before it. */
const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.tuple(fc.array(value, { maxLength: 4 }), fc.array(condition, { maxLength: 2 }), fc.nat()), { maxLength: 6 })
  .map((all) =>
    all.reduce<readonly Step[]>((before, [values, conditions, chance], index) => {
      const earlier = before[chance % Math.max(1, before.length)];
      const dependsOn = earlier && chance % 3 === 0 ? [earlier] : [];
      const job = processingStep(`Job${index}`, {
        processor,
        arguments: values,
        environment: { VALUE: values[0] ?? '' },
        outputs: { out: { localPath: '/out' } },
        dependsOn,
      });
      if (chance % 4 > 0) return [...before, job];
      const stop = failStep(`Stop${index}`, { errorMessage: properties(job).ProcessingJobName });
      return [...before, job, conditionStep(`If${index}`, { conditions, ifSteps: [stop], dependsOn })];
    }, []),
  );

const made = steps.map((all) =>
  pipeline('random', { parameters: [...parameters], steps: [failStep('First', { errorMessage: 'x' }), ...all] }),
);

/** Definitions of those pipelines that have no fault; what is made at random may be too long or empty. */
const definition = made
  .map((each) => {
    try {
      return synth(each, { assets: {} });
    } catch {
      return undefined;
    }
  })
  .filter((each) => each !== undefined);

const runs = { numRuns: 40 };

it('what was synthesized parses, and is emitted as the same bytes', () => {
  fc.assert(
    fc.property(definition, ({ json }) => {
      const { definition: parsed } = parseDefinition(JSON.parse(json));
      expect(parsed && JSON.stringify(emitDefinition(parsed))).toBe(json);
    }),
    runs,
  );
});

it('what was synthesized has no error as somebody else reads it', () => {
  fc.assert(
    fc.property(definition, ({ json }) => {
      expect(validateDefinition(json).filter(({ severity }) => severity === 'error')).toEqual([]);
    }),
    runs,
  );
});

it('a definition does not differ from itself', () => {
  fc.assert(
    fc.property(definition, ({ definition: same }) => {
      expect(compareDefinitions(same, JSON.parse(JSON.stringify(same)))).toEqual([]);
    }),
    runs,
  );
});

it('any JSON that has the form of a definition is emitted as it was, and validation never fails', () => {
  const json = fc.record({
    Version: fc.constant('2020-12-01'),
    Steps: fc.array(
      fc.record(
        {
          Name: fc.string(),
          Type: fc.constantFrom('Processing', 'Condition', 'Lambda', 'Training', 'Other'),
          Arguments: fc.dictionary(
            fc.constantFrom(
              'Get',
              'Std:Join',
              'Conditions',
              'Environment',
              'ProcessingInputs',
              'kind',
              '__proto__',
              'a/b~c',
            ),
            fc.jsonValue(),
          ),
          Later: fc.jsonValue(),
        },
        { requiredKeys: ['Name', 'Type'] },
      ),
    ),
    Later: fc.jsonValue(),
  });
  fc.assert(
    fc.property(json, (written) => {
      const { definition: parsed } = parseDefinition(written);
      expect(JSON.stringify(parsed && emitDefinition(parsed))).toBe(JSON.stringify(written));
      expect(() => validateDefinition(JSON.stringify(written))).not.toThrow();
    }),
    runs,
  );
});
