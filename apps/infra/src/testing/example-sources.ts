import type { Environment } from '@ndr/aws';
import { effectiveJobSpec } from '@ndr/core';
import {
  buildFgBBaselinePipeline,
  buildNdr15mPipelineWithPairs,
  deltaBuilder,
  fgABuilder,
  fgBBuilder,
  orchestrationSettings,
  pairCountsBuilder,
} from '@ndr/pipelines';
import type { InfrastructureSources } from '../sources';

/** The same ones, whatever steps a team adds to the pipelines: what is made of them is compared with what it was. */
const builders = [deltaBuilder, fgABuilder, pairCountsBuilder, fgBBuilder];

const smallest: Environment = {
  name: 'smallest',
  account: '111122223333',
  region: 'eu-central-1',
  role: 'arn:aws:iam::111122223333:role/ndr-pipelines',
  bucket: 'ndr-example',
  table: 'ndr-job-specs',
  tags: {},
  projects: { office: ['v1'] },
  infrastructure: 'cdk',
  parameters: { ProcessingImageUri: '906073651304.dkr.ecr.eu-central-1.amazonaws.com/spark:3.5' },
};

/** An environment that names nothing that it could leave out. */
export const smallestSources = (): InfrastructureSources => sourcesOf(smallest);

/** An environment that names everything. */
export const fullSources = (): InfrastructureSources =>
  sourcesOf({
    ...smallest,
    name: 'full',
    role: 'arn:aws:iam::111122223333:role/team/ndr-full',
    bucket: 'ndr-full',
    table: 'ndr-full',
    network: { subnets: ['subnet-0123456789abcdef0'], securityGroupIds: ['sg-0123456789abcdef0'] },
    kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    tags: { application: 'ndr', team: 'detection' },
    projects: { office: ['v1', 'v2'], plant: ['v1'] },
    notify: ['network-detection@example.com'],
    orchestration: orchestrationSettings.parse({ timeZone: 'Europe/Berlin', nightlyAt: '02:30' }),
    logRetentionDays: 365,
  });

function sourcesOf(environment: Environment): InfrastructureSources {
  const { role: roleArn, region, bucket: defaultBucket, projects } = environment;
  const options = { roleArn, region, defaultBucket };
  const pipelines = [buildNdr15mPipelineWithPairs(options), buildFgBBaselinePipeline(options)];
  const sets = Object.entries(projects).flatMap(([project, versions]) =>
    versions.map((version) => ({ project, version })),
  );
  return {
    environment,
    pipelines,
    jobSpecSets: sets.map((set) => ({
      ...set,
      members: builders.map(({ jobSpec: definition }) => ({
        definition,
        spec: effectiveJobSpec(definition, {}, { ...set, bucket: defaultBucket }, 'example'),
        file: '',
        placeOf: () => 'example',
      })),
    })),
  };
}
