import { readOptions } from './options';

describe('the command line of smspark-submit', () => {
  it('has the options of the container before the application, and leaves what follows alone', () => {
    const words = [
      '--py-files',
      '/in/py',
      '--jars=/a.jar,/b.jar',
      '-v',
      '--class',
      'Main',
      '/app.py',
      '--jars',
      'x',
      '-v',
    ];
    expect(readOptions(words)).toEqual({
      pyFiles: '/in/py',
      jars: '/a.jar,/b.jar',
      mainClass: 'Main',
      verbose: true,
      help: false,
      application: ['/app.py', '--jars', 'x', '-v'],
    });
  });

  it.each([
    ['Spark settings, which travel as configuration', ['--conf', 'a=b', 'app.py'], 'no such option: --conf'],
    ['no application', ['--py-files', '/in'], 'missing parameter: app'],
    ['an option without its value', ['--files'], "Option '--files' requires an argument."],
  ])('refuses %s', (_, words, reason) => {
    expect(() => readOptions(words)).toThrow(reason);
  });

  it('asks for no application where help is wanted', () => {
    expect(readOptions(['--help']).help).toBe(true);
  });
});
