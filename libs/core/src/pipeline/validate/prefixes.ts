import { error, type Finding, type Rule } from './finding';
import type { StepSubject } from './subject';
import type { Branch } from '../steps/step';
import { asText } from '../values/join';
import { render, unplaced } from '../values/render';
import { at, isList, isMembers, type Template } from '../values/template';
import type { Value } from '../values/value';

interface Output {
  readonly step: StepSubject;
  readonly name: string;
  readonly pointer: string;
  readonly prefix: string;
}

/** No two outputs go to one prefix, nor one below the other: each would overwrite or mix with the other's files. */
export const separatePrefixes: Rule = ({ steps }) => {
  const seen: OutputTree = { outputs: [], below: new Map() };
  return steps.flatMap(outputsOf).flatMap((output): readonly Finding[] => {
    const other = place(seen, output);
    if (!other) return [];
    const cause = `it goes where output ${other.name} of step ${other.step.step.name} goes: ${output.prefix}`;
    const where = { pointer: output.pointer, place: `output ${output.name} of ${output.step.place}` };
    return [error('pipeline.shared-prefix', where, cause)];
  });
};

/** Outputs by the parts of their prefixes, so that a look at one is as long as its prefix. */
interface OutputTree {
  readonly outputs: Output[];
  readonly below: Map<string, OutputTree>;
}

/** Puts `output` into `tree`; answers an earlier one that it overlaps with in one run. */
function place(tree: OutputTree, output: Output): Output | undefined {
  let found: Output | undefined;
  let node = tree;
  const isTogether = (other: Output) => !areApart(output.step.within, other.step.within);
  for (const part of output.prefix.split('/')) {
    found ??= node.outputs.find(isTogether);
    let next = node.below.get(part);
    if (!next) node.below.set(part, (next = { outputs: [], below: new Map() }));
    node = next;
  }
  found ??= firstBelow(node, isTogether);
  node.outputs.push(output);
  return found;
}

function firstBelow(tree: OutputTree, accepts: (output: Output) => boolean): Output | undefined {
  const here = tree.outputs.find(accepts);
  if (here) return here;
  for (const inner of tree.below.values()) {
    const found = firstBelow(inner, accepts);
    if (found) return found;
  }
  return undefined;
}

/** Whether two steps stand in the two branches of one condition, so that only one of them runs. */
function areApart(one: readonly Branch[], other: readonly Branch[]): boolean {
  return one.some(({ condition, branch }, depth) => {
    const there = other[depth];
    return there?.condition === condition && there.branch !== branch;
  });
}

function outputsOf(step: StepSubject): readonly Output[] {
  const outputs = at(step.step.request, 'ProcessingOutputConfig', 'Outputs');
  return (isList(outputs) ? outputs : []).flatMap((output, index) => {
    const uri = at(output, 'S3Output', 'S3Uri');
    if (uri === undefined || uri === null || isList(uri) || isMembers(uri)) return [];
    const pointer = `${step.pointer}/Arguments/ProcessingOutputConfig/Outputs/${index}/S3Output/S3Uri`;
    return [{ step, name: nameOf(output, index), pointer, prefix: prefixOf(uri) }];
  });
}

function nameOf(output: Template, index: number): string {
  const name = at(output, 'OutputName');
  return typeof name === 'string' ? name : `${index + 1}`;
}

/** A text that is equal for equal URIs and begins another's where one lies below it. */
function prefixOf(uri: Value): string {
  const text = parts(asText(uri)).join('');
  return text.endsWith('/') ? text.slice(0, -1) : text;
}

function parts(value: Value): readonly string[] {
  if (typeof value !== 'object') return [String(value)];
  if (value.kind === 'join') {
    return value.values.flatMap((each, index) => (index === 0 ? parts(each) : [value.separator, ...parts(each)]));
  }
  // A slash of the reference's own is no border between folders.
  return [JSON.stringify(render(value, unplaced)).replaceAll('/', '|')];
}
