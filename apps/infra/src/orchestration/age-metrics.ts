import type { ProjectSet } from '@ndr/aws';
import type { BaselineHorizon } from '@ndr/pipelines';
import type { Ages } from './ages';

/** Namespace of the metrics in CloudWatch. */
export const metricNamespace = 'ndr';

export const ageMetrics = { lateBatch: 'LateBatchMinutes', baseline: 'BaselineAgeHours' } as const;

/** A project and version in an environment. */
export interface MetricOwner extends Pick<ProjectSet, 'project' | 'version'> {
  readonly environment: string;
}

/** Dimensions of a metric of a project and version, and of a horizon where it has one. */
export function dimensionsOf(owner: MetricOwner, horizon?: BaselineHorizon): Record<string, string> {
  const { environment, project, version } = owner;
  return { Environment: environment, Project: project, Version: version, ...(horizon && { Horizon: horizon }) };
}

/** Lines by which CloudWatch takes metrics from a log: its embedded metric format. */
export function metricLines(owner: MetricOwner, ages: Ages, now: number): readonly string[] {
  const line = (name: string, value: number, dimensions: Record<string, string>) =>
    JSON.stringify({
      _aws: {
        Timestamp: now,
        CloudWatchMetrics: [
          {
            Namespace: metricNamespace,
            Dimensions: [Object.keys(dimensions)],
            Metrics: [{ Name: name, Unit: 'None' }],
          },
        ],
      },
      ...dimensions,
      [name]: value,
    });
  return [
    line(ageMetrics.lateBatch, ages.lateBatchMinutes, dimensionsOf(owner)),
    ...Object.entries(ages.baselineHours).map(([horizon, hours]) =>
      line(ageMetrics.baseline, hours, dimensionsOf(owner, horizon as BaselineHorizon)),
    ),
  ];
}
