import { totalmem } from 'node:os'

// The whole postgresql.conf. No lz4 in these builds (wal_compression=lz4 stops the start), no replication.
// `custom.conf` beside it is the place for an administrator's own lines; they win.
export function serverSettings(durable: boolean): string {
  const sharedMb = Math.max(128, Math.min(1024, Math.floor(totalmem() / 2 ** 20 / 16)))
  const lines = [
    '# Written by Baton at every start. Put your own lines into custom.conf.',
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    `max_connections = ${durable ? 100 : 200}`,
    `shared_buffers = ${durable ? sharedMb : 128}MB`,
    'work_mem = 8MB',
    'maintenance_work_mem = 128MB',
    'wal_level = minimal',
    'max_wal_senders = 0',
    'wal_buffers = 16MB',
    'max_wal_size = 2GB',
    'checkpoint_timeout = 15min',
    'random_page_cost = 1.1',
    'jit = off',
    'password_encryption = scram-sha-256',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    "datestyle = 'iso, ymd'",
    "lc_messages = 'C'",
    "default_text_search_config = 'pg_catalog.simple'",
    'logging_collector = on',
    "log_directory = 'log'",
    "log_filename = 'postgresql-%a.log'",
    'log_truncate_on_rotation = on',
    'log_rotation_age = 1d',
    'log_rotation_size = 0',
    ...(durable ? [] : ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off']),
    "include_if_exists 'custom.conf'",
  ]
  return `${lines.join('\n')}\n`
}
