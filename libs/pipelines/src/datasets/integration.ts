import { columns, defineDataset } from '@ndr/core';

/** Parsed firewall logs, a folder a mini-batch: the input of everything, written by other systems. */
export const integration = defineDataset({
  name: 'integration',
  description: 'Sessions as firewalls log them when they end, a folder a mini-batch.',
  external: true,
  formats: ['jsonl', 'parquet'],
  partitioning: 'mini-batch',
  tables: {
    integration: {
      folder: '',
      description: 'One session a row.',
      key: [],
      columns: [
        ...columns('string', {
          source_ip: 'Initiator (client), IPv4 or IPv6',
          destination_ip: 'Responder (server), IPv4 or IPv6',
        }),
        ...columns('int', {
          source_port: { description: "Initiator's port, 0 to 65535", nullable: true },
          destination_port: { description: "Responder's port, 0 to 65535", nullable: true },
        }),
        ...columns('long', {
          source_bytes: 'Bytes that the initiator sent',
          destination_bytes: 'Bytes that the responder sent',
        }),
        ...columns('timestamp', { event_start: 'Start of the session', event_end: 'End of the session' }),
        ...columns('string', {
          event_action: { description: 'allow, deny, drop, alert, reset-client, …, in any case', nullable: true },
          event_reason: { description: 'Why the session ended: tcp-fin, aged-out, …', nullable: true },
          event_name: { description: 'TRAFFIC or THREAT', nullable: true },
          network_transport: { description: 'tcp, udp, icmp, …, in any case', nullable: true },
        }),
      ],
    },
  },
});

/** Columns that a batch may lack: nulls in them are filled. */
export const optionalIntegrationColumns = ['event_reason', 'event_name', 'source_port'] as const;
