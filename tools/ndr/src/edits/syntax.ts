import { Project, type SourceFile } from 'ts-morph';

const project = new Project({
  useInMemoryFileSystem: true,
  skipLoadingLibFiles: true,
  skipFileDependencyResolution: true,
});

let texts = 0;

/** The syntax tree of a file's text: to find in, never to print from, since printing does not keep the author's layout. */
export function syntaxOf(path: string, text: string): SourceFile {
  texts += 1; // a folder a text: trees of the same file's other texts stay valid
  return project.createSourceFile(`/${texts}/${path}`, text);
}
