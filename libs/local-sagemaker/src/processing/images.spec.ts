import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImageTable, readImages } from './images';

const environment = {};
const programs = {};

describe('the table of images', () => {
  it.each([
    'ndr-local/spark:3.5',
    '153931337802.dkr.ecr.us-west-2.amazonaws.com/sagemaker-spark-processing:3.5-cpu-py312-v1',
  ])('knows the command of %s', (ImageUri) => {
    expect(new ImageTable().entryPointOf({ ImageUri })).toEqual(['smspark-submit']);
  });

  it("runs a job's own entry point, whatever the image", () => {
    expect(new ImageTable().entryPointOf({ ImageUri: 'any', ContainerEntrypoint: ['a', 'b'] })).toEqual(['a', 'b']);
  });

  it('refuses an image whose command nobody told, naming the file to tell it in', () => {
    expect(() => new ImageTable().entryPointOf({ ImageUri: 'team/x:1' })).toThrow(
      expect.objectContaining({ code: 'local.unsupported', remedy: expect.stringContaining('images.json') }),
    );
  });

  it.each([
    ['team/*:1', 'team/x:1', true],
    ['team/*:1', 'team/:1', true],
    ['team/*:1', 'team/x:12', false],
    ['*x*x*', 'axbx', true],
    ['*x*x*', 'ax', false],
    ['ab*ba', 'aba', false],
    ['team/x', 'team/x:1', false],
    ['a.c', 'abc', false],
  ])('takes the pattern %s for the image %s: %s', (image, uri, isNamed) => {
    const table = new ImageTable([{ image, entrypoint: ['own'], environment, programs }]);
    expect(table.ruleOf(uri).entrypoint?.[0] === 'own').toBe(isNamed);
  });

  it('takes the first rule of the file that names an image, before the known ones', () => {
    const rule = (image: string, entrypoint: string) => ({ image, entrypoint: [entrypoint], environment, programs });
    const table = new ImageTable([rule('ndr-local/*', 'first'), rule('*', 'second')]);
    expect(table.ruleOf('ndr-local/spark:3.5').entrypoint).toEqual(['first']);
    expect(table.ruleOf('other').entrypoint).toEqual(['second']);
  });
});

describe("a state folder's images.json", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ndr-images-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = () => join(folder, 'images.json');

  it('adds nothing where it is missing', async () => {
    expect((await readImages(file())).ruleOf('x').entrypoint).toBeUndefined();
  });

  it('adds rules', async () => {
    writeFileSync(file(), JSON.stringify([{ image: 'team/r:*', entrypoint: ['Rscript'], programs: { R: ['true'] } }]));
    expect((await readImages(file())).ruleOf('team/r:4')).toEqual({
      image: 'team/r:*',
      entrypoint: ['Rscript'],
      environment: {},
      programs: { R: ['true'] },
    });
  });

  it.each([
    ['text', 'image', 'is not valid JSON'],
    ['an object', '{}', 'expected array'],
    ['an unknown member', '[{"image": "x", "command": []}]', 'command'],
    ['a program that is a path', '[{"image": "x", "programs": {"../sh": ["true"]}}]', '../sh'],
  ])('is refused with %s', async (_, text, cause) => {
    writeFileSync(file(), text);
    await expect(readImages(file())).rejects.toMatchObject({
      code: 'local.images',
      place: file(),
      cause: expect.stringContaining(cause),
    });
  });
});
