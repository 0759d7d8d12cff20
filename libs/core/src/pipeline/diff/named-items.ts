import type { Json } from '../values/render';

/** Members by whose value the items of a list are known: their order says nothing to SageMaker. */
const names: Readonly<Record<string, string>> = {
  ProcessingInputs: 'InputName',
  Outputs: 'OutputName',
  OutputParameters: 'OutputName',
  PropertyFiles: 'PropertyFileName',
  InputDataConfig: 'ChannelName',
  MetricDefinitions: 'Name',
  Tags: 'Key',
  ContinuousParameterRanges: 'Name',
  CategoricalParameterRanges: 'Name',
  IntegerParameterRanges: 'Name',
};

/** Lists that are sets of plain values. */
const sets: ReadonlySet<string> = new Set(['DependsOn', 'EnumValues', 'ExceptionType', 'SecurityGroupIds', 'Subnets']);

/**
 * A list whose order says nothing as an object: its items by name or by themselves. Undefined when its order counts, or
 * when two items have one name.
 */
export function unordered(member: string, list: readonly Json[]): Readonly<Record<string, Json>> | undefined {
  const name = names[member];
  const keys = list.map((item) => {
    if (sets.has(member)) return JSON.stringify(item);
    const key = name !== undefined && isObject(item) ? item[name] : undefined;
    return typeof key === 'string' ? key : undefined;
  });
  if (!keys.every((key) => key !== undefined) || new Set(keys).size < keys.length) return undefined;
  return Object.fromEntries(list.map((item, index) => [keys[index], item])) as Record<string, Json>;
}

/** Whether `json` is an object with members. */
export function isObject(json: Json | undefined): json is Record<string, Json> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
