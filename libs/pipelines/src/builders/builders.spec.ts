import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deltaBuilder } from './delta-builder';
import { fgABuilder } from './fg-a-builder';
import { fgBBuilder } from './fg-b-builder';
import { pairCountsBuilder } from './pair-counts-builder';

describe.each([deltaBuilder, fgABuilder, fgBBuilder, pairCountsBuilder])(
  '$stepName',
  ({ application, pyFiles, jobSpec, reads }) => {
    it('has its script and every package that it names, each with Python in it', () => {
      expect(existsSync(join(application.root, application.path))).toBe(true);
      for (const folder of pyFiles.packages) {
        expect(readdirSync(join(pyFiles.root, folder))).toContain('__init__.py');
      }
    });

    it('is named as its job, step and script are', () => {
      expect(application.path).toBe(`${jobSpec.jobName}/run_${jobSpec.jobName}.py`);
      expect(pyFiles.packages).toEqual(['ndr_spark/ndr_spark', `${jobSpec.jobName}/${jobSpec.jobName}`]);
    });

    it('reads what its JobSpec says', () => {
      expect(reads).toBe(jobSpec.reads);
    });
  },
);
