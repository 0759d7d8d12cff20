import { HeldResources } from './held-resources';

it('closes what is open, newest first, and then gives the lock back, once for however many calls', async () => {
  const closed: string[] = [];
  const held = new HeldResources({ release: () => closed.push('lock') });
  held.keep('older', (each) => closed.push(each));
  held.keep('newer', async (each) => {
    await Promise.resolve();
    closed.push(each);
  });
  await Promise.all([held.release(), held.release()]);
  await held.release();
  expect(closed).toEqual(['newer', 'older', 'lock']);
});
