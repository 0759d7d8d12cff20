import type { Acknowledged } from './acknowledged';
import { noOpDefinition, roleArn } from '../benchmarks/no-op-steps';
import type { ServedState, ServiceAnswer } from '../support/served-state';

/** A client that asks for one thing after the other. `name` is new each time; it answers with what was acknowledged. */
type Client = (server: ServedState, name: string) => Promise<Acknowledged>;

const bucket = 'ndr-local';
const table = 'kept';
const definition = noOpDefinition(2);
/** How an execution may have ended that a killed server ran. */
const ends: readonly unknown[] = ['Succeeded', 'Failed'];

/** Makes what the clients need, once. */
export async function prepareClients(server: ServedState): Promise<void> {
  await answered(server.sagemaker('CreatePipeline', pipelineNamed('load')));
  await answered(
    server.dynamodb('CreateTable', {
      TableName: table,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
}

/** Those that write at the same time. */
export const clients: readonly Client[] = [
  async function pipelines(server, name) {
    const { PipelineArn } = await answered(server.sagemaker('CreatePipeline', pipelineNamed(name)));
    const Tags = [{ Key: 'name', Value: name }];
    await answered(server.sagemaker('AddTags', { ResourceArn: PipelineArn, Tags }));
    const ask = async (later: ServedState) => {
      const described = await later.sagemaker('DescribePipeline', { PipelineName: name });
      const tags = await later.sagemaker('ListTags', { ResourceArn: PipelineArn });
      return [described.body.PipelineDefinition, tags.body.Tags];
    };
    return { what: `pipeline ${name}`, ask, wanted: [definition, Tags] };
  },

  async function executions(server, name) {
    const start = {
      PipelineName: 'load',
      PipelineExecutionDisplayName: name,
      ClientRequestToken: name.padEnd(32, '-'),
    };
    const { PipelineExecutionArn } = await answered(server.sagemaker('StartPipelineExecution', start));
    const ask = async (later: ServedState) => {
      const described = await later.sagemaker('DescribePipelineExecution', { PipelineExecutionArn });
      // The same request with its token starts nothing again, also where the one that answered it is gone.
      const again = await later.sagemaker('StartPipelineExecution', start);
      const { PipelineExecutionDisplayName, PipelineExecutionStatus: status } = described.body;
      return [PipelineExecutionDisplayName, ends.includes(status), again.body.PipelineExecutionArn];
    };
    return { what: `execution ${name}`, ask, wanted: [name, true, PipelineExecutionArn] };
  },

  async function items(server, name) {
    const Item = { id: { S: name }, text: { S: name } };
    await answered(server.dynamodb('PutItem', { TableName: table, Item }));
    const key = { TableName: table, Key: { id: { S: name } }, ConsistentRead: true };
    const ask = async (later: ServedState) => (await later.dynamodb('GetItem', key)).body.Item;
    return { what: `item ${name}`, ask, wanted: Item };
  },

  async function objects(server, name) {
    const path = `${bucket}/objects/${name}`;
    const status = await server.putObject(path, name);
    if (status !== 200) throw new RangeError(`PutObject of ${path} was answered with ${status}`);
    return { what: `object ${path}`, ask: (later) => later.getObject(path), wanted: name };
  },
];

const pipelineNamed = (name: string) => ({
  PipelineName: name,
  PipelineDefinition: definition,
  RoleArn: roleArn,
  ClientRequestToken: `create-${name}`.padEnd(32, '-'),
});

async function answered(answer: Promise<ServiceAnswer>): Promise<Record<string, unknown>> {
  const { status, body } = await answer;
  if (status === 200) return body;
  throw new RangeError(`it was answered with ${status}: ${JSON.stringify(body)}`);
}
