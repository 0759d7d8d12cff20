import { error, type Rule } from './finding';
import { at, isList, isMembers, isReferenceTemplate, type Template } from '../values/template';
import type { Value } from '../values/value';

const options = ['--py-files', '--jars', '--files'];

/** A list of `smspark-submit` holds items in S3 or local ones, not both: the container expands such a list wrongly. */
export const unmixedSparkLists: Rule = ({ steps }) =>
  steps.flatMap(({ step, pointer, place }) => {
    const words = at(step.request, 'AppSpecification', 'ContainerEntrypoint');
    if (!isList(words) || words[0] !== 'smspark-submit') return [];
    return words.flatMap((word, index) => {
      if (!options.includes(words[index - 1] as string)) return [];
      const items = textOf(word).split(',');
      const remote = items.filter((item) => item.startsWith('s3://') || item.startsWith('s3a://'));
      if (remote.length === 0 || remote.length === items.length) return [];
      const where = { pointer: `${pointer}/Arguments/AppSpecification/ContainerEntrypoint/${index}`, place };
      const cause = `${words[index - 1] as string} names ${remote[0] ?? ''} in S3 beside ${items.find((item) => !remote.includes(item)) ?? ''}`;
      return [error('pipeline.mixed-dependencies', where, cause)];
    });
  });

/** `word` with references as text that begins like S3 URIs do, since that is what they stand for in such a list. */
function textOf(word: Template): string {
  if (word === null || isList(word) || isMembers(word)) return '';
  return isReferenceTemplate(word) ? referenceText(word) : String(word);
}

function referenceText(value: Value): string {
  if (typeof value !== 'object') return String(value);
  if (value.kind === 'join') return value.values.map(referenceText).join(value.separator);
  return 's3://reference';
}
