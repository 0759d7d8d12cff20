import { shapeOf, type Shape } from './shape';
import { asText } from '../values/join';
import { isList, isMembers, type Members, type Template } from '../values/template';
import type { Value } from '../values/value';

/** `template` as SageMaker takes the structure `name`: where it wants text, numbers and truth values become text. */
export function asRequest(name: string, template: Members): Members {
  return textWhereText(shapeOf(name), template) as Members;
}

function textWhereText(shape: Shape, template: Template): Template {
  switch (shape.kind) {
    case 'string':
    case 'enumeration':
      return template === null || isList(template) || isMembers(template) ? template : asText(template satisfies Value);
    case 'list':
      return isList(template) ? template.map((each) => textWhereText(shapeOf(shape.item), each)) : template;
    case 'map':
      return isMembers(template) ? mapped(template, () => shape.item) : template;
    case 'structure':
      return isMembers(template) ? mapped(template, (member) => shape.members[member]) : template;
    default:
      return template;
  }
}

function mapped(members: Members, typeOf: (member: string) => string | undefined): Members {
  return Object.fromEntries(
    Object.entries(members).map(([member, each]) => {
      const type = typeOf(member);
      return [member, type === undefined ? each : textWhereText(shapeOf(type), each)];
    }),
  );
}
