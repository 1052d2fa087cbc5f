import { checkTransportSettings } from '@kling-automation/core/node';
import type { ReadPublicFile } from '../input/committed-image.ts';
import type { CreateTransport } from '../plan/prepare.ts';
import type { DownloadVideo } from '../render/delivery.ts';

const load = () => import('./network.ts');

/** Checks the settings at once, as the transport itself would, and loads it with the first request. */
export const createLazyTransport: CreateTransport = (settings) => {
  checkTransportSettings(settings.baseUrl, settings.apiKey);
  const opening = once(async () => (await load()).createUndiciTransport(settings));
  return { send: async (request) => (await opening()).send(request) };
};

export const downloadVideoLazily: DownloadVideo = async (...parameters) =>
  (await load()).downloadVideo(...parameters);

export const readPublicFileLazily: ReadPublicFile = async (url) =>
  (await load()).readPublicFile(url);

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
