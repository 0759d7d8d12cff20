import os from 'node:os';
import { author } from './author';

it('is a number where the user has no name, as in a container', () => {
  const unknown = jest.spyOn(os, 'userInfo').mockImplementation(() => {
    throw new Error('uv_os_get_passwd returned ENOENT');
  });
  expect(author().updatedBy).toBe(`user ${String(process.getuid?.())}`);
  unknown.mockRestore();
  expect(author().updatedBy).toBe(os.userInfo().username);
});
