import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTransaction, openStateDatabase } from './database';
import { Pipelines } from './pipelines';
import { onSmallDisk } from '../testing/small-disk';

const pipeline = { arn: 'arn', displayName: null, description: null, roleArn: null, parallelism: null };

describe('the state database', () => {
  it('tells a full disk as such, and goes on when there is room again', async () => {
    await onSmallDisk('the state database on a full disk', '4m', async (disk) => {
      const database = openStateDatabase(join(disk, 'state.db'));
      const pipelines = new Pipelines(database);
      const create = (name: string) =>
        inTransaction(database, () => pipelines.create({ name, ...pipeline }, '{}', new Date()));
      const filler = join(disk, 'filler');
      expect(() => writeFileSync(filler, Buffer.alloc(8 * 2 ** 20))).toThrow('ENOSPC');
      expect(() => {
        for (let number = 0; number < 1000; number++) create(`full-${number}`);
      }).toThrow(expect.objectContaining({ code: 'local.disk-full', place: join(disk, 'state.db') }));
      writeFileSync(filler, '');
      create('after');
      expect(pipelines.find('after')).toMatchObject({ name: 'after' });
      database.close();
      await Promise.resolve();
    });
  });
});
