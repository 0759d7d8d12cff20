import type { z } from 'zod';
import type { SettingDeclaration } from './declaration';
import type { parameterOptions } from './options';
import type { PlannedSetting } from './plan-setting';
import { capital } from '../../edits/source-text';
import { pascalCase } from '../../names/case';

type Type = z.output<typeof parameterOptions>['type'];

/** Python that tells which value counts in a run: that of its argument, or else that of its JobSpec. */
export function overrideModule(
  { job, derived }: PlannedSetting,
  field: string,
  description: string,
  { pythonType, parse }: SettingDeclaration,
): string {
  const [argumentsClass, specClass] = [`${pascalCase(job)}Arguments`, `${pascalCase(job)}Spec`];
  const given = `arguments.${field}`;
  return `"""The setting ${field} of a run: what its argument says, or else its JobSpec."""

from ${derived}.${job}_arguments import ${argumentsClass}
from ${derived}.${job}_spec import ${specClass}


def ${field}(arguments: ${argumentsClass}, spec: ${specClass}) -> ${pythonType}:
    """${capital(description)}."""
    return spec.${field} if ${given} is None else ${parse.replace('{}', given)}
`;
}

/** The test of {@link overrideModule}. */
export function overrideTest(
  setting: PlannedSetting,
  field: string,
  options: z.output<typeof parameterOptions>,
): string {
  const { type, default: value = '' } = options;
  const other = options.enum?.find((each) => each !== value) ?? otherThan(value, type);
  const isValue = (text: string) =>
    type === 'Boolean' ? `is ${pythonLiteral(text, type)}` : `== ${pythonLiteral(text, type)}`;
  return `"""${field} of a run is its argument's, or else its JobSpec's."""

from types import SimpleNamespace
from typing import Any

from ${setting.package}.${field} import ${field}


def _said(argument: str | None) -> Any:
    arguments: Any = SimpleNamespace(${field}=argument)
    spec: Any = SimpleNamespace(${field}=${pythonLiteral(value, type)})
    return ${field}(arguments, spec)


def test_a_run_without_the_argument_does_what_its_job_spec_says() -> None:
    assert _said(None) ${isValue(value)}


def test_the_argument_overrides_the_job_spec() -> None:
    assert _said(${JSON.stringify(other)}) ${isValue(other)}
`;
}

/** A value of the type that is not `value`. */
function otherThan(value: string, type: Type): string {
  if (type === 'Boolean') return value === 'true' ? 'false' : 'true';
  if (type === 'String') return `${value}-other`;
  return value === '7' ? '8' : '7';
}

function pythonLiteral(text: string, type: Type): string {
  if (type === 'String') return JSON.stringify(text);
  if (type === 'Boolean') return text === 'true' ? 'True' : 'False';
  return text;
}
