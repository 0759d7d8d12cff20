import { handlerVariables, parseHandlerEnvironment } from './handler-environment';
import { localEnvironment } from '../environment';

const environment = { ...localEnvironment, name: 'staging', projects: { office: ['v1'] }, orchestration: undefined };

it('is what it was made of', () => {
  const parsed = parseHandlerEnvironment(handlerVariables(environment));
  expect(parsed.environment).toEqual(environment);
  expect(parsed.settings).toMatchObject({ nightlyAt: '03:00', catchUpDays: 2, whenIncomplete: 'run' });
});

it('has the settings of orchestration that the environment says', () => {
  const orchestration = { ...parseHandlerEnvironment(handlerVariables(environment)).settings, catchUpDays: 5 };
  expect(parseHandlerEnvironment(handlerVariables({ ...environment, orchestration })).settings).toEqual(orchestration);
});

it('refuses what is no environment', () => {
  expect(() => parseHandlerEnvironment({})).toThrow('account');
});
