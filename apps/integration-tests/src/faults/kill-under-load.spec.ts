import { killUnderLoad } from './kill-under-load';

it('forgets nothing that it acknowledged when it is killed while clients write', async () => {
  const { acknowledged, lost } = await killUnderLoad(2);
  expect(lost).toEqual([]);
  expect(acknowledged).toBeGreaterThan(8);
}, 180_000);
