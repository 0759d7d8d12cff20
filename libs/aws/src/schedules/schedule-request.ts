import type { CreateScheduleCommandInput, GetScheduleCommandOutput } from '@aws-sdk/client-scheduler';
import type { Json } from '@ndr/core';
import type { PipelineSchedule } from './pipeline-schedules';

/** A start that fails is tried again for an hour: later, a person should decide. */
const RetryPolicy = { MaximumEventAgeInSeconds: 3_600, MaximumRetryAttempts: 10 };

/** A schedule as EventBridge Scheduler takes it, to create or to replace. */
export function scheduleRequest(group: string, schedule: PipelineSchedule): CreateScheduleCommandInput {
  const { name, description, expression, timeZone, pipelineArn, roleArn, parameters } = schedule;
  return {
    ...{ Name: name, GroupName: group, Description: description, State: 'ENABLED' },
    ...{ ScheduleExpression: expression, ScheduleExpressionTimezone: timeZone },
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      ...{ Arn: pipelineArn, RoleArn: roleArn, RetryPolicy },
      SageMakerPipelineParameters: {
        PipelineParameterList: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })),
      },
    },
  };
}

/** What a schedule says, wanted or stored, as it is compared and shown: parameters by name, whatever their order. */
export function scheduleContent(schedule: CreateScheduleCommandInput | GetScheduleCommandOutput): Json {
  const { ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target, ...rest } = schedule;
  const parameters = Target?.SageMakerPipelineParameters?.PipelineParameterList ?? [];
  return {
    Description: rest.Description ?? '',
    State: rest.State ?? 'ENABLED',
    ScheduleExpression: ScheduleExpression ?? '',
    ScheduleExpressionTimezone: ScheduleExpressionTimezone ?? 'UTC',
    FlexibleTimeWindow: FlexibleTimeWindow?.Mode ?? 'OFF',
    Target: {
      Arn: Target?.Arn ?? '',
      RoleArn: Target?.RoleArn ?? '',
      MaximumEventAgeInSeconds: Target?.RetryPolicy?.MaximumEventAgeInSeconds ?? 0,
      MaximumRetryAttempts: Target?.RetryPolicy?.MaximumRetryAttempts ?? 0,
      Parameters: Object.fromEntries(parameters.map(({ Name = '', Value = '' }) => [Name, Value])),
    },
  };
}
