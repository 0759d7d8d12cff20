import type { Tree } from '@nx/devkit';
import { derivedFromModel } from './derived-from-model';
import { jobSpecsDerivation, writeJobSpecs } from '../job-specs/generator';
import { pythonTypesDerivation, writePythonTypes } from '../python-types/generator';
import syncWheelManifests from '../wheel-manifests/generator';

/** Brings everything that derives from the model into step with it, the model being loaded once: for generators that change it. */
export function syncModel(tree: Tree): void {
  const [pythonTypes = {}, jobSpecs = {}] = derivedFromModel(tree, [pythonTypesDerivation, jobSpecsDerivation]);
  writePythonTypes(tree, pythonTypes);
  writeJobSpecs(tree, jobSpecs);
  syncWheelManifests(tree);
}
