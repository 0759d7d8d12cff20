import type { StoredObject, StoredObjects } from './stored-objects';

interface Kept extends StoredObject {
  readonly text: string;
}

/** What of a folder there is, and the same in order once it was listed. */
interface Folder {
  readonly objects: Map<string, Kept>;
  listing?: readonly Kept[] | undefined;
}

/** Objects in memory, in folders: a listing looks at one folder and those below it. */
export class MemoryObjects implements StoredObjects {
  private readonly folders = new Map<string, Folder>();

  put(uri: string, text: string, modified: Date): void {
    const name = folderOf(uri);
    const folder = this.folders.get(name) ?? { objects: new Map<string, Kept>() };
    this.folders.set(name, folder);
    folder.objects.set(uri, { uri, text, modified });
    folder.listing = undefined;
  }

  /* eslint-disable @typescript-eslint/require-await -- the API is that of a service */
  async list(prefix: string): Promise<readonly StoredObject[]> {
    const name = folderOf(prefix);
    const own = this.folders.get(name);
    const exact = own?.objects.get(prefix);
    if (exact) return [exact];
    // Folders of records have none below them, but for that of the days of a dataset, which holds nothing itself.
    if (own && prefix === name) return listingOf(own);
    const below = [...this.folders]
      .filter(([other]) => other.startsWith(name))
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return below.flatMap(([, folder]) => listingOf(folder)).filter(({ uri }) => uri.startsWith(prefix));
  }

  async read(uri: string): Promise<string | undefined> {
    return this.folders.get(folderOf(uri))?.objects.get(uri)?.text;
  }
  /* eslint-enable @typescript-eslint/require-await */
}

function listingOf(folder: Folder): readonly Kept[] {
  folder.listing ??= [...folder.objects.values()].sort((one, other) => (one.uri < other.uri ? -1 : 1));
  return folder.listing;
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}
