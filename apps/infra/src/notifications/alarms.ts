import { infrastructureName } from '@ndr/aws';
import { baselineHorizons, orchestrationSettings, stateMachineNames, type BaselineHorizon } from '@ndr/pipelines';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Metric,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ageMetrics, dimensionsOf, metricNamespace, type MetricOwner } from '../orchestration/age-metrics';
import type { StateMachines } from '../orchestration/state-machines';
import type { InfrastructureSources } from '../sources';

interface Watched {
  readonly topic: ITopic;
  readonly machines: StateMachines;
  readonly deadLetters: IQueue;
  /** Functions that no state machine calls, by what they do. */
  readonly functions: Readonly<Record<string, IFunction>>;
}

/** An alarm that rings once `metric` reaches `threshold`. */
interface AlarmOptions {
  readonly name: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** What happened, and the command with which a person goes on. */
  readonly description: string;
}

/** Hours by which the newest baseline may be older than a step: schedules may lie anywhere in a day, and runs take a while. */
const graceHours = 36;
const stepHours: Readonly<Record<BaselineHorizon, number>> = { '7d': 24, '30d': 7 * 24 };

/** Alarms, each with what to do; all tell the topic. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { environment }: InfrastructureSources, watched: Watched) {
    super(scope, id);
    const { name, projects } = environment;
    const settings = orchestrationSettings.parse(environment.orchestration ?? {});
    const ring = ({ name: purpose, metric, threshold, description }: AlarmOptions) => {
      const alarm = new Alarm(this, purpose, {
        alarmName: infrastructureName(environment, purpose),
        alarmDescription: description,
        ...{ metric, threshold, evaluationPeriods: 1, treatMissingData: TreatMissingData.NOT_BREACHING },
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      });
      alarm.addAlarmAction(new SnsAction(watched.topic));
    };
    for (const machine of stateMachineNames) {
      const executions = watched.machines.of(machine);
      ring({
        name: `${machine}-failed`,
        metric: new MathExpression({
          expression: 'failed + timedOut + aborted',
          usingMetrics: {
            failed: executions.metricFailed(),
            timedOut: executions.metricTimedOut(),
            aborted: executions.metricAborted(),
          },
          period: Duration.minutes(5),
          label: `Executions of ${machine} that did not succeed`,
        }),
        threshold: 1,
        description: `A run of the state machine ${machine} failed; a message names the run and how to go on with it. Without a message, the service failed: ndr redrive --env ${name}. What is missing: ndr status --env ${name}; to run it: ndr backfill --missing --env ${name}`,
      });
    }
    ring({
      name: 'dead-letters',
      metric: watched.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      threshold: 1,
      description: `Events could not be handed over. Once the cause is mended: ndr redrive --env ${name}; what they are about: ndr redrive --env ${name} --dry-run`,
    });
    for (const [purpose, lambda] of Object.entries(watched.functions)) {
      ring({
        name: `${purpose}-errors`,
        metric: lambda.metricErrors({ period: Duration.hours(1) }),
        threshold: 1,
        description: `The function ${infrastructureName(environment, purpose)} failed: its log /ndr/${name}/${purpose} says why.`,
      });
    }
    for (const [project, versions] of Object.entries(projects)) {
      for (const version of versions) this.watchAges({ environment: name, project, version }, settings, ring);
    }
  }

  private watchAges(
    owner: MetricOwner,
    { catchUpMinutes, hangMinutes }: { readonly catchUpMinutes: number; readonly hangMinutes: number },
    ring: (options: AlarmOptions) => void,
  ): void {
    const { environment, project, version } = owner;
    const what = `${project}/${version}`;
    const metricOf = (metricName: string, horizon?: BaselineHorizon) =>
      new Metric({
        ...{ namespace: metricNamespace, metricName, dimensionsMap: dimensionsOf(owner, horizon) },
        ...{ statistic: 'Maximum', period: Duration.hours(1) },
      });
    const commands = `ndr status --project ${project} --version ${version} --env ${environment}`;
    ring({
      name: `late-batch-${project}-${version}`,
      metric: metricOf(ageMetrics.lateBatch),
      threshold: catchUpMinutes + hangMinutes,
      description: `A completed batch of ${what} was not processed in time. Which: ${commands}; to run it: ndr backfill --missing --env ${environment}`,
    });
    for (const horizon of baselineHorizons) {
      ring({
        name: `baseline-${horizon}-${project}-${version}`,
        metric: metricOf(ageMetrics.baseline, horizon),
        threshold: stepHours[horizon] + graceHours,
        description: `The newest ${horizon} baseline of ${what} is too old. Why: ${commands}; to build it: ndr baselines --project ${project} --version ${version} --horizon ${horizon} --env ${environment}`,
      });
    }
  }
}
