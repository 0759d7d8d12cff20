import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A file that stands for what does not run on this machine: a Lambda function, or the steps of a type. */
export interface Handler {
  readonly file: string;
  readonly language: 'python' | 'javascript';
}

const languages = { py: 'python', js: 'javascript', mjs: 'javascript', cjs: 'javascript' } as const;
const safeName = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/**
 * The handler files of a folder: `lambda/<function name>` stands for a Lambda function, `steps/<type>` for the steps of
 * a type; each ends with .py, .js, .mjs or .cjs. A file is there from the moment on in which it is put there.
 */
export class Handlers {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** What stands for a function, by its name, ARN, or ARN with version or alias. */
  ofFunction(functionArn: string): Handler | undefined {
    return this.find('lambda', functionName(functionArn));
  }

  /** What stands for the steps of a type, such as `Training`. */
  ofStepType(type: string): Handler | undefined {
    return this.find('steps', type);
  }

  private find(kind: string, name: string): Handler | undefined {
    if (!safeName.test(name)) return undefined;
    for (const [ending, language] of Object.entries(languages)) {
      const file = join(this.folder, kind, `${name}.${ending}`);
      if (existsSync(file)) return { file, language };
    }
    return undefined;
  }
}

/** The name of a function: of `arn:aws:lambda:<region>:<account>:function:<name>:<alias>` the part behind `function`. */
export function functionName(functionArn: string): string {
  const [, name] = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(functionArn) ?? [];
  return name ?? functionArn;
}
