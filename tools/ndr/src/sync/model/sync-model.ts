import type { Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import type { Texts } from './derivation';
import { derivedFromModel } from './derived-from-model';
import { catalogueDerivation, writeCatalogue } from '../catalogue/write';
import { writeCiMatrix } from '../ci-matrix/write';
import { defaultJobSpecsDerivation, writeDefaultJobSpecs } from '../job-spec-defaults/write';
import { jobSpecsDerivation, writeJobSpecs } from '../job-specs/write';
import { pythonTypesDerivation, writePythonTypes } from '../python-types/write';
import { writeWheelManifests } from '../wheel-manifests/write';

/** What derives from the model: the module that derives it, and what writes it. */
const derived: readonly (readonly [derivation: string, write: (tree: Tree, texts: Texts) => SyncGeneratorResult])[] = [
  [pythonTypesDerivation, writePythonTypes],
  [jobSpecsDerivation, writeJobSpecs],
  [catalogueDerivation, writeCatalogue],
  [defaultJobSpecsDerivation, writeDefaultJobSpecs],
];

/**
 * Brings everything that derives from the model, or from which jobs there are, into step, and says what had drifted. The
 * model is loaded once, as the tree has it: a generator that changed it calls this in the end.
 */
export function syncModel(tree: Tree): SyncGeneratorResult {
  const texts = derivedFromModel(
    tree,
    derived.map(([derivation]) => derivation),
  );
  const results = [
    ...derived.map(([, write], index) => write(tree, texts[index] ?? {})),
    writeWheelManifests(tree),
    writeCiMatrix(tree),
  ];
  const drifted = results.flatMap((result) => (typeof result === 'object' && result.outOfSyncMessage ? [result] : []));
  if (drifted.length === 0) return {};
  return {
    outOfSyncMessage: drifted.map(({ outOfSyncMessage }) => outOfSyncMessage).join(' '),
    outOfSyncDetails: drifted.flatMap(({ outOfSyncDetails = [] }) => outOfSyncDetails),
  };
}
