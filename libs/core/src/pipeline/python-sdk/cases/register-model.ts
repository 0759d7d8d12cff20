import { image, pipeline } from './fixture';
import { registerModelStep } from '../../steps/register-model';
import { stringParameter } from '../../values/parameter';

const approval = stringParameter('Approval', {
  default: 'PendingManualApproval',
  enum: ['Approved', 'Rejected', 'PendingManualApproval'],
});

const register = registerModelStep('Publish-RegisterModel', {
  request: {
    ModelPackageGroupName: 'ndr-models',
    ModelPackageDescription: 'NDR anomaly model',
    ModelMetrics: {
      ModelQuality: {
        Statistics: { ContentType: 'application/json', S3Uri: 's3://ndr-bucket/metrics/statistics.json' },
      },
      Bias: {},
      Explainability: {},
    },
    CustomerMetadataProperties: { feature_spec_version: 'v1' },
    InferenceSpecification: {
      Containers: [{ Image: image, ModelDataUrl: 's3://ndr-bucket/models/model.tar.gz' }],
      SupportedContentTypes: ['text/csv'],
      SupportedResponseMIMETypes: ['text/csv'],
      SupportedRealtimeInferenceInstanceTypes: ['ml.t3.medium'],
      SupportedTransformInstanceTypes: ['ml.m5.xlarge'],
    },
    ModelApprovalStatus: approval,
    SkipModelValidation: 'None',
  },
});

export default pipeline('register-model', { parameters: [approval], steps: [register] });
