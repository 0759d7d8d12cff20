import { flowLine } from '../flow';
import { argusBinetflow } from './argus-binetflow';
import { isBadLine } from './log-format';

const heading = 'StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,SrcBytes,Label';

function read(...lines: readonly string[]): unknown[] {
  const reader = argusBinetflow.open(heading, { timeZone: 'Europe/Prague' });
  if (typeof reader === 'string') return [reader];
  return [heading, ...lines].flatMap((line) => {
    const flow = reader(line);
    if (flow === null) return [];
    return [isBadLine(flow) ? flow.fault : (JSON.parse(flowLine(flow)) as unknown)];
  });
}

it('makes a row of a flow: local time, bytes of the destination as the difference', () => {
  const line =
    '2011/08/18 15:40:53.826372,2.983247,tcp,76.76.172.248,63577,   ->,147.32.84.229,80,SR_SA,0,0,3,184,122,x';
  expect(read(line)).toEqual([
    {
      source_ip: '76.76.172.248',
      destination_ip: '147.32.84.229',
      source_port: 63577,
      destination_port: 80,
      source_bytes: 122,
      destination_bytes: 62,
      event_start: '2011-08-18T13:40:53.826372Z',
      event_end: '2011-08-18T13:40:56.809619Z',
      event_action: 'allow',
      event_reason: 'tcp-rst-from-client',
      event_name: 'TRAFFIC',
      network_transport: 'tcp',
    },
  ]);
});

it('reads hexadecimal ports, and empty ones as 0', () => {
  const line = '2011/08/18 15:40:53.8,0.0,icmp,10.0.0.1,0x0303,<-,10.0.0.2,,URP,0,0,1,100,100,x';
  expect(read(line)).toMatchObject([{ source_port: 771, destination_port: 0, destination_bytes: 0 }]);
});

it('passes on text that should be a number', () => {
  const line = '2011/08/18 15:40:53.8,0.0,udp,10.0.0.1,http,->,10.0.0.2,53,CON,0,0,1,many,100,x';
  expect(read(line)).toMatchObject([{ source_port: 'http', source_bytes: 100, destination_bytes: 'many' }]);
});

it('says of each bad line why it is bad', () => {
  expect(
    read(
      'soon,0.0,udp,10.0.0.1,1,->,10.0.0.2,53,CON,0,0,1,1,1,x',
      '2011/08/18 15:40:53.8,long,udp,10.0.0.1,1,->,10.0.0.2,53,CON,0,0,1,1,1,x',
      '2011/08/18 15:40:53.8,0.0',
    ),
  ).toEqual(['StartTime is no time', 'Dur is no number of seconds', '2 fields, where the heading names 15']);
});

it('names the columns that a heading lacks', () => {
  expect(argusBinetflow.open('#separator \\x09', { timeZone: 'UTC' })).toContain('StartTime');
});
