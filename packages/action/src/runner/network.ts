/** What needs undici, in a file of its own: half of what the step would load at its start. */
export { createUndiciTransport, downloadVideo } from '@kling-automation/core/node';
export { readPublicFile } from './read-public-file.ts';
