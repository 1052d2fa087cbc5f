/**
 * The network, the clock, the download and the file ledger for Node.js.
 *
 * @module core/node
 */

export type { DownloadProgress } from '../network/download/download-settings.ts';
export { type Download, type DownloadOptions, downloadVideo } from './download/download-video.ts';
export { createFileLedger } from './ledger/file-ledger.ts';
export type { Environment } from './network/environment-dispatcher.ts';
export { systemClock } from './system-clock.ts';
export { checkTransportSettings } from './transport/transport-settings.ts';
export {
  createUndiciTransport,
  type UndiciTransport,
  type UndiciTransportOptions,
} from './transport/undici-transport.ts';
