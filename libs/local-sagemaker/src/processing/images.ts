import { readFile } from 'node:fs/promises';
import { NdrError } from '@ndr/core';
import { z } from 'zod';

const imageRule = z.strictObject({
  image: z.string().min(1),
  entrypoint: z.array(z.string().min(1)).min(1).optional(),
  environment: z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), z.string()).default({}),
  programs: z.record(z.string().regex(/^[\w.+-]+$/), z.array(z.string().min(1)).min(1)).default({}),
});

/** What stands for the images that a pattern names. */
export interface ImageRule {
  /** An image's URI; `*` stands for any text. */
  readonly image: string;
  /** The image's own command: a job runs it when it gives no ContainerEntrypoint. */
  readonly entrypoint?: readonly string[] | undefined;
  /** Variables that the image sets; those of the job win. */
  readonly environment: Readonly<Record<string, string>>;
  /** Programs that the image has on its PATH, each with the command of this machine that stands for it. */
  readonly programs: Readonly<Record<string, readonly string[]>>;
}

const nothing = { environment: {}, programs: {} };
const spark = { ...nothing, entrypoint: ['smspark-submit'] };

/** The images that are known without any configuration. */
const knownImages: readonly ImageRule[] = [
  { image: 'ndr-local/spark:*', ...spark },
  { image: '*/sagemaker-spark-processing:*', ...spark },
  { image: '*', ...nothing },
];

/** Images and the commands of this machine that stand for them; the first rule that names an image is its rule. */
export class ImageTable {
  private readonly rules: readonly ImageRule[];

  /** @param own rules that come before the known ones */
  constructor(own: readonly ImageRule[] = []) {
    this.rules = [...own, ...knownImages];
  }

  ruleOf(imageUri: string): ImageRule {
    return this.rules.find(({ image }) => matches(image, imageUri)) ?? { image: imageUri, ...nothing };
  }

  /**
   * The command of a job's container without its arguments.
   * @throws NdrError `local.unsupported` when neither the job nor the table says it
   */
  entryPointOf({ ImageUri, ContainerEntrypoint }: ContainerCommand): readonly string[] {
    const command = ContainerEntrypoint ?? this.ruleOf(ImageUri).entrypoint;
    if (command) return command;
    throw new NdrError({
      code: 'local.unsupported',
      place: `image ${ImageUri}`,
      cause: 'the job gives no ContainerEntrypoint, and the command of that image is not known here',
      remedy: `Give a ContainerEntrypoint, or add the image with its entrypoint to ${imagesFile} of the state folder.`,
    });
  }
}

interface ContainerCommand {
  readonly ImageUri: string;
  readonly ContainerEntrypoint?: readonly string[] | undefined;
}

/** Name of the file of a state folder that adds images. */
export const imagesFile = 'images.json';

/**
 * Reads the table of a state folder; a file that is missing adds nothing.
 * @throws NdrError `local.images`
 */
export async function readImages(file: string): Promise<ImageTable> {
  try {
    const text = await readFile(file, 'utf8');
    return new ImageTable(z.array(imageRule).parse(JSON.parse(text)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new ImageTable();
    throw new NdrError({
      code: 'local.images',
      place: file,
      cause: error instanceof z.ZodError ? z.prettifyError(error) : String(error),
      remedy:
        'Write a JSON list of {"image", "entrypoint", "environment", "programs"}; all but the image may be left out.',
    });
  }
}

function matches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return text === pattern;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let position = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return position <= text.length - last.length;
}
