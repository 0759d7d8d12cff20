import { logger, type PromiseExecutor } from '@nx/devkit';
import { readFileMapCache } from 'nx/src/project-graph/nx-deps-cache';
import { crossings } from '../../graph/python-boundaries';

/** Fails when the code of a Python project imports another job, or what is for tests, by the graph of this very run. */
const pythonBoundaries: PromiseExecutor = (_options, { projectGraph }) => {
  const found = crossings(projectGraph.nodes, readFileMapCache()?.fileMap.projectFileMap ?? {});
  for (const { file, imported, isJob } of found) {
    logger.error(
      isJob
        ? `${file} imports the job ${imported}: jobs run apart. Move what both need into a library, as ndr_spark is.`
        : `${file} imports ${imported}, with which no job is deployed. Import it in tests alone.`,
    );
  }
  return Promise.resolve({ success: found.length === 0 });
};
export default pythonBoundaries;
