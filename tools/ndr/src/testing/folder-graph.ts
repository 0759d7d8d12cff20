import type { FileData, NxJsonConfiguration, ProjectConfiguration, ProjectGraph } from '@nx/devkit';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ProjectGraphBuilder } from 'nx/src/project-graph/project-graph-builder';
import { createDependencies } from '../graph/create-dependencies';
import { createNodes } from '../graph/create-nodes';

const options = { entryPoints: ['libs/flows/src/index.ts'], jobSpecs: 'specs' };

/** What nx.json says there. */
export const nxJson = { plugins: [{ plugin: 'ndr', options }] } satisfies NxJsonConfiguration;

/** A workspace on disk, and its graph, built in this process as Nx builds it: files that did not change keep their edges. */
export class FolderGraph {
  readonly root = mkdtempSync(join(tmpdir(), 'ndr-graph-'));
  private readonly packages: Readonly<Record<string, ProjectConfiguration>>;
  private readonly known = new Map<string, FileData>();
  fileMap: Record<string, FileData[]> = {};

  /** @param packages projects that have a manifest, by name */
  constructor(packages: Readonly<Record<string, ProjectConfiguration>>) {
    this.packages = packages;
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf-8');
  }

  /** The graph of the files as they are now. */
  async graph(): Promise<ProjectGraph> {
    const context = { nxJsonConfiguration: nxJson, workspaceRoot: this.root };
    const files = readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('.nx'))
      .map((entry) => join(entry.parentPath, entry.name).slice(this.root.length + 1));
    const projects: Record<string, ProjectConfiguration> = { ...this.packages };
    for (const [, result] of await createNodes[1](files, options, context)) {
      for (const [root, project] of Object.entries(result.projects ?? {})) {
        projects[project.name ?? root] = { root, ...project };
      }
    }
    this.fileMap = {};
    const changed: Record<string, FileData[]> = {};
    for (const file of files) {
      const hash = createHash('sha1').update(this.read(file)).digest('hex');
      const owners = Object.values(projects).filter(({ root }) => file.startsWith(`${root}/`));
      const owner = owners.sort((a, b) => a.root.length - b.root.length).at(-1)?.name ?? '';
      const before = this.known.get(file);
      const data = before?.hash === hash ? before : { file, hash };
      this.known.set(file, data);
      (this.fileMap[owner] ??= []).push(data);
      if (data !== before) (changed[owner] ??= []).push(data);
    }
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- what Nx itself builds its graph with
    const builder = new ProjectGraphBuilder(undefined, this.fileMap, []);
    for (const [name, data] of Object.entries(projects)) builder.addNode({ name, type: 'lib', data });
    const edges = await createDependencies(options, {
      ...context,
      projects,
      externalNodes: {},
      fileMap: { projectFileMap: this.fileMap, nonProjectFiles: [] },
      filesToProcess: { projectFileMap: changed, nonProjectFiles: [] },
    });
    for (const { source, target, type, ...where } of edges) {
      builder.addDependency(source, target, type, 'sourceFile' in where ? where.sourceFile : undefined);
    }
    for (const { name = '', implicitDependencies = [] } of Object.values(projects)) {
      for (const target of implicitDependencies) builder.addImplicitDependency(name, target);
    }
    return builder.getUpdatedProjectGraph();
  }
}
