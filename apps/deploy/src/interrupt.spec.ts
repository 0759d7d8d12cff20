import { stopOnSignals } from './interrupt';

/** Interrupts the program `times` times; answers whether it was asked to end, and the codes with which it would have ended. */
function interrupted(stops: boolean, times: number) {
  const codes: unknown[] = [];
  const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
    codes.push(code);
    return undefined as never;
  });
  const interrupt = stopOnSignals({ stops, say: () => undefined });
  for (let time = 0; time < times; time += 1) process.emit('SIGINT');
  interrupt.close();
  exit.mockRestore();
  return { isAsked: interrupt.signal.aborted, codes };
}

it('asks a command that can stop to do so, and ends it at once when told again', () => {
  expect(interrupted(true, 1)).toEqual({ isAsked: true, codes: [] });
  expect(interrupted(true, 2)).toEqual({ isAsked: true, codes: [2] });
});

it('ends another command at once, with a code that is not that of a plan with changes', () => {
  expect(interrupted(false, 1).codes).toEqual([1]);
});
