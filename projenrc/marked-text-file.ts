import { type Project, TextFile } from 'projen';

/** A text file whose first line says that projen writes it; `comment` begins a comment in the file's language. */
export class MarkedTextFile extends TextFile {
  constructor(project: Project, path: string, options: { readonly comment: string; readonly text: string }) {
    super(project, path);
    this.addLine(`${options.comment} ${this.marker ?? ''}`);
    for (const line of options.text.split('\n')) this.addLine(line);
  }
}
