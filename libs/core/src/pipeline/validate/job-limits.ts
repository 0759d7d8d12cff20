import { exceeds, within, type Finding, type Rule } from './finding';
import { knownLength } from './known-length';
import type { StepSubject } from './subject';
import { at, escaped, isList, isMembers } from '../values/template';

/** Ranges of numbers in the requests of other jobs than processing, by type of step and path. */
const ranges: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  Training: {
    'ResourceConfig/InstanceCount': [0, 10_000],
    'ResourceConfig/VolumeSizeInGB': [0, 16_384],
    'StoppingCondition/MaxRuntimeInSeconds': [1, 2_419_200],
    'StoppingCondition/MaxWaitTimeInSeconds': [1, 2_419_200],
  },
  Tuning: {
    'HyperParameterTuningJobConfig/ResourceLimits/MaxNumberOfTrainingJobs': [1, 1000],
    'HyperParameterTuningJobConfig/ResourceLimits/MaxParallelTrainingJobs': [1, 100],
    'TrainingJobDefinition/StoppingCondition/MaxRuntimeInSeconds': [1, 2_419_200],
  },
  Transform: {
    'TransformResources/InstanceCount': [1, 100],
    MaxConcurrentTransforms: [0, 100],
    MaxPayloadInMB: [0, 100],
  },
};

/** Numbers of entries of lists and maps in the same requests. */
const counts: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Training: { InputDataConfig: 20, HyperParameters: 100, Environment: 100, Tags: 50 },
  Tuning: { 'TrainingJobDefinition/InputDataConfig': 20, 'TrainingJobDefinition/StaticHyperParameters': 100 },
  Transform: { Environment: 16, Tags: 50 },
  Model: { 'PrimaryContainer/Environment': 100, Containers: 15, Tags: 50 },
};

/** Lengths of the values of maps in the same requests. */
const lengths: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Training: { HyperParameters: 2500, Environment: 512 },
  Tuning: { 'TrainingJobDefinition/StaticHyperParameters': 2500 },
  Transform: { Environment: 10_240 },
  Model: { 'PrimaryContainer/Environment': 1024 },
};

/** Numbers, counts and lengths of training, tuning, transform and model steps stay within SageMaker's limits. */
export const jobsWithinLimits: Rule = ({ steps }) =>
  steps.flatMap((subject) => [...inRange(subject), ...fewEnough(subject), ...shortEnough(subject)]);

function inRange(subject: StepSubject): readonly Finding[] {
  return Object.entries(ranges[subject.step.type] ?? {}).flatMap(([path, range]) => {
    const number = at(subject.step.request, ...path.split('/'));
    return typeof number === 'number' ? within(`as ${lastOf(path)}`, number, range, placed(subject, path)) : [];
  });
}

function fewEnough(subject: StepSubject): readonly Finding[] {
  return Object.entries(counts[subject.step.type] ?? {}).flatMap(([path, most]) => {
    const all = at(subject.step.request, ...path.split('/'));
    const count = isList(all) ? all.length : isMembers(all) ? Object.keys(all).length : 0;
    return exceeds(`entries in ${lastOf(path)}`, count, most, placed(subject, path));
  });
}

function shortEnough(subject: StepSubject): readonly Finding[] {
  return Object.entries(lengths[subject.step.type] ?? {}).flatMap(([path, most]) => {
    const map = at(subject.step.request, ...path.split('/'));
    if (!isMembers(map)) return [];
    return Object.entries(map).flatMap(([name, value]) =>
      exceeds(`characters in ${name}`, knownLength(value), most, placed(subject, `${path}/${escaped(name)}`)),
    );
  });
}

function placed({ pointer, place }: StepSubject, path: string) {
  return { pointer: `${pointer}/Arguments/${path}`, place };
}

const lastOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
