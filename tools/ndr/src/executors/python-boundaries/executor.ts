import { logger, type PromiseExecutor } from '@nx/devkit';
import { readFileMapCache } from 'nx/src/project-graph/nx-deps-cache';
import { crossings } from '../../graph/python-boundaries';

/** Fails when a Python project imports a job that is not itself, by the graph of this very run. */
const pythonBoundaries: PromiseExecutor = (_options, { projectGraph }) => {
  const found = crossings(projectGraph.nodes, readFileMapCache()?.fileMap.projectFileMap ?? {});
  for (const { file, job } of found) {
    logger.error(
      `${file} imports the job ${job}: jobs run apart. Move what both need into a library, as ndr_spark is.`,
    );
  }
  return Promise.resolve({ success: found.length === 0 });
};
export default pythonBoundaries;
