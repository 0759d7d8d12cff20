import { findIsolation } from '../isolation';
import { JobRun } from '../../testing/job-run';

describe('smspark-submit', () => {
  it('ends although /opt/ml was removed under its mount, as with a state folder that somebody deletes', async () => {
    const isolation = await findIsolation();
    if (isolation.kind !== 'namespace') {
      process.stderr.write('SKIPPED: a removed /opt/ml (the system allows no mount namespace)\n');
      return;
    }
    const jobs = await JobRun.open({ isolation });
    // Without an application it is to leave a message, which finds no folder to be put in.
    const end = await jobs.run('rm -rf "$NDR_SANDBOX/ml"; exec smspark-submit', { maxRuntimeInSeconds: 25 });
    expect(end).toMatchObject({
      status: 'Failed',
      failureReason: expect.stringMatching(/^AlgorithmError.*exit code: 1$/),
    });
    await jobs.close();
  });
});
