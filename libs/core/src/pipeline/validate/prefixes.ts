import type { Finding, Rule } from './finding';
import { placeOfStep } from './place';
import type { Step } from '../steps/step';
import { asText } from '../values/join';
import { render } from '../values/render';
import type { Value } from '../values/value';

interface Output {
  readonly step: Step;
  readonly name: string;
  readonly pointer: string;
  readonly prefix: string;
}

/** No two outputs go to one prefix, nor one below the other: each would overwrite or mix with the other's files. */
export const separatePrefixes: Rule = ({ steps }) => {
  const outputs = steps.flatMap(outputsOf);
  return outputs.flatMap((output, index): readonly Finding[] => {
    const other = outputs.slice(0, index).find(({ prefix }) => overlap(prefix, output.prefix));
    if (!other) return [];
    return [
      {
        severity: 'error',
        code: 'pipeline.shared-prefix',
        pointer: output.pointer,
        place: `output ${output.name} of ${placeOfStep(output.step)}`,
        cause: `it goes where output ${other.name} of step ${other.step.name} goes: ${output.prefix}`,
        remedy: 'Give each output a prefix of its own.',
      },
    ];
  });
};

function outputsOf(step: Step, index: number): readonly Output[] {
  return Object.entries(step.outputs).map(([name, { uri }], at) => ({
    step,
    name,
    pointer: `/Steps/${index}/Arguments/ProcessingOutputConfig/Outputs/${at}/S3Output/S3Uri`,
    prefix: prefixOf(uri),
  }));
}

/** A text that is equal for equal URIs and begins another's where one lies below it. */
function prefixOf(uri: Value): string {
  const texts = parts(asText(uri)).join('');
  return texts.endsWith('/') ? texts : `${texts}/`;
}

function parts(value: Value): readonly string[] {
  if (typeof value !== 'object') return [String(value)];
  if (value.kind === 'asset-location') return [`{${value.asset.name}}`];
  if (value.kind !== 'join') return [JSON.stringify(render(value, { locate: (asset) => asset.name }))];
  return value.values.flatMap((each, index) => (index === 0 ? parts(each) : [value.separator, ...parts(each)]));
}

const overlap = (one: string, other: string) => one.startsWith(other) || other.startsWith(one);
