import { createClient } from '../client/client.ts';
import type { HttpRequest } from '../ports.ts';
import { type RenderAllOptions, type RenderEvent, renderAll } from '../render/render-all.ts';
import { parseVideoRequest } from '../request/parse-video-request.ts';
import type { VideoRequest } from '../request/video-fields.ts';
import {
  createScriptedTransport,
  dataResponse,
  made,
  type ScriptedReply,
} from './scripted-transport.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** A task that failed. */
export const failed = dataResponse({ status: 'FAILED', error_message: 'GPU fell over' });

export function video(prompt: string): VideoRequest {
  return parseVideoRequest({ prompt }).request;
}

export function videos(count: number): readonly VideoRequest[] {
  return Array.from({ length: count }, (_, index) => video(`Take ${index}`));
}

/** An API whose tasks take 100 s; `script` may cut in on a request. */
export function setUpRenderAll(
  script: (
    request: HttpRequest,
    attempt: number,
    clock: VirtualClock,
  ) => ScriptedReply | undefined = () => undefined,
) {
  const clock = createVirtualClock();
  const endings = new Map<string, number>();
  const transport = createScriptedTransport((request, attempt) => {
    const reply = script(request, attempt, clock);
    if (reply !== undefined) return reply;
    const taskId = request.path.split('/').at(-1) ?? '';
    if (request.method === 'POST') {
      endings.set(`task_${attempt}`, clock.now() + 100_000);
      return made(`task_${attempt}`);
    }
    const isOver = (endings.get(taskId) ?? 0) <= clock.now();
    const response = [`https://media.example/${taskId}.mp4`];
    return dataResponse(isOver ? { status: 'SUCCESS', response } : { status: 'IN_PROGRESS' });
  });
  const client = createClient({ clock, transport, random: () => 0 });
  const events: RenderEvent[] = [];
  const render = (requests: readonly VideoRequest[], options: Partial<RenderAllOptions> = {}) =>
    renderAll(requests, { client, clock, onEvent: (event) => events.push(event), ...options });
  return { clock, events, render, transport };
}
