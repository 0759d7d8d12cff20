import { assetsOf, sha256Hex, synth, type Synthesized } from '@ndr/core';
import type { Derivation } from '../sync/model/derivation';
import { pipelinesOf } from '../sync/model/exported-definitions';

/** What synthesis makes of each pipeline of the model, and what it warns of. */
const synthesized: Derivation<Readonly<Record<string, Pick<Synthesized, 'definition' | 'warnings'>>>> = (exported) =>
  Object.fromEntries(
    pipelinesOf(exported).map((pipeline) => {
      const digests = Object.fromEntries(assetsOf(pipeline).map(({ name }) => [name, sha256Hex(name)]));
      const { definition, warnings } = synth(pipeline, { assets: digests });
      return [pipeline.name, { definition, warnings }];
    }),
  );
export default synthesized;
