/** Requests that steps of pipelines send as their `Arguments`, and answers whose members later steps refer to. */
export const roots: readonly string[] = [
  'CreateAutoMLJobRequest',
  'CreateHyperParameterTuningJobRequest',
  'CreateModelInput',
  'CreateModelPackageInput',
  'CreateProcessingJobRequest',
  'CreateTrainingJobRequest',
  'CreateTransformJobRequest',
  'DescribeAutoMLJobResponse',
  'DescribeHyperParameterTuningJobResponse',
  'DescribeModelOutput',
  'DescribeModelPackageOutput',
  'DescribeProcessingJobResponse',
  'DescribeTrainingJobResponse',
  'DescribeTransformJobResponse',
  'ListTrainingJobsForHyperParameterTuningJobResponse',
];
