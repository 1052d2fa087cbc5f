import { createClient } from '../../../client/client.ts';
import type { Ledger, Transport } from '../../../ports.ts';
import { type RenderResult, renderAll } from '../../../render/render-all.ts';
import { parseVideoRequest } from '../../../request/parse-video-request.ts';
import { systemClock } from '../../system-clock.ts';

/** Renders always the same video, and polls its task at once. */
export async function renderVideo(
  transport: Transport,
  ledger: Ledger,
): Promise<RenderResult | undefined> {
  const clock = systemClock;
  const client = createClient({ clock, transport });
  // It knows nothing of the submission, and so does not wait with the first poll.
  const { wait } = createClient({ clock, transport });
  const { request } = parseVideoRequest({ prompt: 'A lighthouse at dawn' });
  const [result] = await renderAll([request], { client: { ...client, wait }, clock, ledger });
  return result;
}
