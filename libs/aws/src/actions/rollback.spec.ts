import { silent } from '@ndr/core';
import { applyPlan } from './deploy';
import type { ActionContext } from './deployment';
import { planRollback } from './rollback';
import { listVersions } from './versions';
import { createClients } from '../account/aws-clients';
import { localEnvironment } from '../environment';
import { scriptedClient } from '../testing/scripted-client';

const arn = 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/p';
const versionOf = (message: string) =>
  JSON.stringify({
    Version: '2020-12-01',
    Steps: [{ Name: 'Stop', Type: 'Fail', Arguments: { ErrorMessage: message } }],
  });

/** A service whose pipeline `p` has two versions, the second of which counts. */
function serviceOfTwo() {
  const versions = [versionOf('one'), versionOf('two')];
  const client = scriptedClient({
    DescribePipeline: ({ PipelineVersionId = versions.length }) => ({
      PipelineArn: arn,
      RoleArn: localEnvironment.role,
      PipelineDefinition: versions[Number(PipelineVersionId) - 1],
    }),
    ListTags: () => ({ Tags: [] }),
    UpdatePipeline: ({ PipelineDefinition }) => void versions.push(String(PipelineDefinition)),
    ListPipelineVersions: () => ({
      PipelineVersionSummaries: versions.map((_, index) => ({
        PipelineVersionId: index + 1,
        CreationTime: new Date(0),
      })),
    }),
  });
  const sts = scriptedClient({ GetCallerIdentity: () => ({ Account: localEnvironment.account }) });
  const clients = { ...createClients({ region: 'us-east-1' }), sagemaker: client, sts: sts as never };
  const context: ActionContext = { environment: localEnvironment, clients, reporter: silent };
  return { context, versions };
}

it('gives a pipeline the definition of a version again, as a new version', async () => {
  const { context, versions } = serviceOfTwo();
  const plan = await planRollback(context, 'p', 1);
  expect(plan.document.changes).toMatchObject([
    { kind: 'pipeline', name: 'p', action: 'update', fields: [{ old: 'two', new: 'one' }] },
  ]);
  await applyPlan(context, plan);
  expect(versions.at(-1)).toBe(versionOf('one'));
  expect((await listVersions(context, 'p')).map(({ version }) => version)).toEqual([1, 2, 3]);
});

it('changes nothing when the pipeline says that already', async () => {
  const { context, versions } = serviceOfTwo();
  await applyPlan(context, await planRollback(context, 'p', 2));
  expect(versions).toHaveLength(2);
});
