import * as endPoints from './end-points';
import { HeavyTail } from './heavy-tail';
import type { Pace } from './rhythm';
import type { Transport } from './session';

/** Something that machines of the office do, or that is done to them. */
export interface Activity {
  /** Share of the flows when all are at their busiest, in parts of the sum of all. */
  readonly weight: number;
  readonly pace: Pace;
  readonly transport: Transport;
  readonly ports: readonly [number, ...number[]];
  readonly sent: HeavyTail;
  readonly received: HeavyTail;
  readonly seconds: HeavyTail;
  /** Share that the firewall denies. */
  readonly denied: number;
  readonly endPoints: endPoints.EndPointsOf;
}

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;
const bytes = (median: number, spread: number): HeavyTail =>
  new HeavyTail({ median, spread, most: 200 * 1024 * megabyte });
const seconds = (median: number, spread: number): HeavyTail => new HeavyTail({ median, spread, most: 86_400 });

/** What happens in the office on an ordinary day. */
export const activities: readonly Activity[] = [
  {
    weight: 20,
    pace: 'people',
    transport: 'udp',
    ports: [53],
    sent: bytes(70, 0.3),
    received: bytes(160, 0.6),
    seconds: seconds(0.02, 1.2),
    denied: 0,
    endPoints: endPoints.clientsTo('nameServers'),
  },
  {
    weight: 34,
    pace: 'people',
    transport: 'tcp',
    ports: [443],
    sent: bytes(2 * kilobyte, 1.3),
    received: bytes(9 * kilobyte, 1.9),
    seconds: seconds(4, 1.9),
    denied: 0.004,
    endPoints: endPoints.browsing,
  },
  {
    weight: 9,
    pace: 'people',
    transport: 'udp',
    ports: [443],
    sent: bytes(3 * kilobyte, 1.3),
    received: bytes(14 * kilobyte, 1.9),
    seconds: seconds(8, 1.6),
    denied: 0.01,
    endPoints: endPoints.browsing,
  },
  {
    weight: 4,
    pace: 'people',
    transport: 'tcp',
    ports: [80],
    sent: bytes(600, 0.9),
    received: bytes(4 * kilobyte, 2),
    seconds: seconds(1, 1.7),
    denied: 0.02,
    endPoints: endPoints.browsing,
  },
  {
    weight: 7,
    pace: 'people',
    transport: 'tcp',
    ports: [88, 389, 445, 135, 636, 3268],
    sent: bytes(2 * kilobyte, 0.8),
    received: bytes(2 * kilobyte, 0.9),
    seconds: seconds(0.4, 1.6),
    denied: 0.001,
    endPoints: endPoints.clientsTo('domainControllers'),
  },
  {
    weight: 6,
    pace: 'people',
    transport: 'tcp',
    ports: [445, 443, 8080, 2049],
    sent: bytes(6 * kilobyte, 2.4),
    received: bytes(20 * kilobyte, 2.8),
    seconds: seconds(20, 2),
    denied: 0.003,
    endPoints: endPoints.clientsToTheirServers,
  },
  {
    weight: 3,
    pace: 'machines',
    transport: 'tcp',
    ports: [1433, 5432, 3306],
    sent: bytes(3 * kilobyte, 1.2),
    received: bytes(12 * kilobyte, 1.7),
    seconds: seconds(2, 1.9),
    denied: 0.001,
    endPoints: endPoints.serversToTheirServers,
  },
  {
    weight: 1,
    pace: 'people',
    transport: 'tcp',
    ports: [9100, 631],
    sent: bytes(200 * kilobyte, 1.5),
    received: bytes(300, 0.5),
    seconds: seconds(6, 1),
    denied: 0,
    endPoints: endPoints.clientsTo('printers'),
  },
  {
    weight: 0.5,
    pace: 'people',
    transport: 'tcp',
    ports: [22, 3389, 5985],
    sent: bytes(20 * kilobyte, 1.8),
    received: bytes(80 * kilobyte, 2),
    seconds: seconds(900, 1.6),
    denied: 0.02,
    endPoints: endPoints.clientsToTheirServers,
  },
  {
    weight: 1.5,
    pace: 'machines',
    transport: 'udp',
    ports: [123, 161, 137],
    sent: bytes(90, 0.3),
    received: bytes(90, 0.3),
    seconds: seconds(0.01, 1),
    denied: 0.03,
    endPoints: endPoints.everyoneToControllers,
  },
  {
    weight: 3,
    pace: 'machines',
    transport: 'icmp',
    ports: [0],
    sent: bytes(84, 0.5),
    received: bytes(84, 0.5),
    seconds: seconds(0.02, 1.5),
    denied: 0.02,
    endPoints: endPoints.watcherToEveryone,
  },
  {
    weight: 4,
    pace: 'nightly',
    transport: 'tcp',
    ports: [22, 80, 135, 443, 445, 3306, 3389, 8080],
    sent: bytes(60, 0.2),
    received: bytes(54, 0.2),
    seconds: seconds(0.001, 0.8),
    denied: 0.1,
    endPoints: endPoints.scannerToEveryone,
  },
  {
    weight: 2,
    pace: 'machines',
    transport: 'tcp',
    ports: [443, 25],
    sent: bytes(3 * kilobyte, 1.4),
    received: bytes(20 * kilobyte, 1.8),
    seconds: seconds(3, 1.8),
    denied: 0.01,
    endPoints: endPoints.internetToServers,
  },
  {
    weight: 5,
    pace: 'machines',
    transport: 'tcp',
    ports: [23, 22, 445, 3389, 80, 8080, 5900, 1433, 6379, 8443],
    sent: bytes(60, 0.2),
    received: bytes(0, 0),
    seconds: seconds(0.001, 0.5),
    denied: 0.98,
    endPoints: endPoints.intrudersToServers,
  },
  {
    weight: 0.5,
    pace: 'nightly',
    transport: 'tcp',
    ports: [873],
    sent: bytes(30 * megabyte, 1.8),
    received: bytes(20 * kilobyte, 1),
    seconds: seconds(240, 1.4),
    denied: 0,
    endPoints: endPoints.serversToBackup,
  },
];
