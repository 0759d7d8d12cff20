import { pipeline } from './fixture';
import { scriptStep } from './script';
import {
  equals,
  greaterThan,
  greaterThanOrEqualTo,
  isIn,
  lessThan,
  lessThanOrEqualTo,
} from '../../conditions/comparison';
import { not, or } from '../../conditions/logic';
import { conditionStep } from '../../steps/condition';
import { failStep } from '../../steps/fail';
import { properties } from '../../steps/properties';
import { join } from '../../values/join';
import { jsonGet } from '../../values/json-get';
import { booleanParameter, floatParameter, integerParameter, stringParameter } from '../../values/parameter';

const mode = stringParameter('Mode', { default: 'REGULAR', enum: ['REGULAR', 'BACKFILL'] });
const minimum = integerParameter('MinimumRows', { default: 100 });
const ratio = floatParameter('Ratio', { default: 0.5 });
const force = booleanParameter('Force', { default: false });

const measure = scriptStep('Measure', {
  outputs: { report: { localPath: '/opt/ml/processing/report' } },
  propertyFiles: { Report: { output: 'report', path: 'quality/report.json' } },
});

const job = (name: string) => scriptStep(name, { arguments: [name] });

const rows = jsonGet(measure, 'Report', 'rows.accepted');
const firstError = jsonGet(measure, 'Report', "errors[0]['kind']");

const inner = conditionStep('IsBackfill', {
  conditions: [isIn(mode, ['BACKFILL', 'REPLAY'])],
  ifSteps: [job('Backfill')],
});

const outer = conditionStep('EnoughRows', {
  displayName: 'Enough rows?',
  conditions: [
    greaterThanOrEqualTo(rows, minimum),
    greaterThan(ratio, 0.1),
    lessThan(ratio, 0.9),
    lessThanOrEqualTo(minimum, 1_000_000),
    equals(force, false),
    not(equals(firstError, 'fatal')),
    or(equals(mode, 'REGULAR'), not(isIn(mode, ['REGULAR', mode])), or(greaterThan(ratio, 0.3), lessThan(minimum, 5))),
    equals(properties(measure).ProcessingJobStatus, 'Completed'),
  ],
  ifSteps: [job('Publish'), inner],
  elseSteps: [failStep('TooFewRows', { errorMessage: join(' ', ['Only', rows, 'rows, need', minimum]) })],
});

export default pipeline('conditions', { parameters: [mode, minimum, ratio, force], steps: [measure, outer] });
