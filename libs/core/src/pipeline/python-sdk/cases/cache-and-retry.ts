import { image, instanceType, pipeline, processor, role } from './fixture';
import { processingStep, type ProcessingStepOptions } from '../../steps/processing';
import { trainingStep } from '../../steps/training';

const step = (name: string, options: Partial<ProcessingStepOptions>) =>
  processingStep(name, { processor, entrypoint: ['python3', '-m', 'ndr.job'], arguments: [name], ...options });

export default pipeline('cache-and-retry', {
  steps: [
    step('CacheDays', { cache: { enabled: true, expireAfter: 'P30D' } }),
    step('CacheHours', { cache: { enabled: true, expireAfter: 'PT12H' } }),
    step('CacheMixed', { cache: { enabled: true, expireAfter: 'P4DT12H' } }),
    step('CacheForever', { cache: { enabled: true } }),
    step('CacheOff', { cache: { enabled: false } }),
    step('RetryDefaults', { retries: [{ reasons: ['Step.SERVICE_FAULT'] }] }),
    step('RetryAttempts', {
      retries: [
        {
          reasons: ['Step.SERVICE_FAULT', 'Step.THROTTLING'],
          intervalSeconds: 10,
          backoffRate: 1.5,
          until: { attempts: 5 },
        },
        { reasons: ['SageMaker.RESOURCE_LIMIT'], intervalSeconds: 60, until: { minutes: 180 } },
        {
          reasons: ['SageMaker.JOB_INTERNAL_ERROR', 'SageMaker.CAPACITY_ERROR'],
          intervalSeconds: 30,
          until: { attempts: 3 },
        },
      ],
    }),
    step('RetryByReason', { retries: [{ reasons: ['SageMaker.JOB_INTERNAL_ERROR'], until: { attempts: 2 } }] }),
    trainingStep('TrainingRetry', {
      request: {
        AlgorithmSpecification: { TrainingInputMode: 'File', TrainingImage: image },
        OutputDataConfig: { S3OutputPath: 's3://ndr-bucket/models' },
        StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
        ResourceConfig: { VolumeSizeInGB: 30, InstanceCount: 1, InstanceType: instanceType },
        RoleArn: role,
        DebugHookConfig: { S3OutputPath: 's3://ndr-bucket/models', CollectionConfigurations: [] },
        ProfilerConfig: { DisableProfiler: true },
      },
      cache: { enabled: true, expireAfter: 'P1D' },
      retries: [{ reasons: ['SageMaker.CAPACITY_ERROR'], until: { minutes: 60 } }],
    }),
  ],
});
