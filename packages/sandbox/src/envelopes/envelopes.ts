import type { Envelope, JsonObject, TaskFacts } from './envelope.ts';
import { documentedWords, proseWords, wordsInTurn } from './status-words.ts';

/**
 * Every shape of contract.md §4. The first three follow pages of the API itself; in the others the
 * place of the link is a row of the contract, and the other forms rotate. The ids of one of them
 * need percent-encoding in a path.
 */
export const envelopes = {
  current: {
    ...nested(0),
    words: documentedWords,
    result: (url) => ({ response: [url] }),
  },
  'flat-id': {
    ...flat(1),
    created: 'id',
    words: proseWords,
    times: 'iso',
    result: (url) => ({ video_url: url }),
  },
  'flat-task-id': {
    ...flat(2),
    created: 'task_id',
    words: proseWords,
    times: 'iso',
    result: (url) => ({ url }),
  },
  'result-urls': { ...nested(3), result: (url) => ({ response: { resultUrls: [url] } }) },
  'response-string': { ...nested(4), result: (url) => ({ response: url }) },
  'response-json-text': {
    ...nested(5),
    result: (url) => ({ response: JSON.stringify({ resultUrls: [url] }) }),
  },
  'response-video-url': { ...nested(6), result: (url) => ({ response: { video_url: url } }) },
  'response-url': { ...nested(7), result: (url) => ({ response: { url } }) },
  'videos-list': { ...nested(8), result: (url) => ({ response: { videos: [{ url }] } }) },
  'output-video-url': { ...nested(9), result: (url) => ({ output: { video_url: url } }) },
  'output-video': { ...nested(10), result: (url) => ({ output: { video: url } }) },
  'output-url': { ...nested(11), result: (url) => ({ output: { url } }) },
  'output-urls': { ...nested(12), result: (url) => ({ output: { urls: [url] } }) },
  'output-videos': { ...nested(13), result: (url) => ({ output: { videos: [{ url }] } }) },
  'output-string': { ...nested(14), result: (url) => ({ output: url }) },
  'output-list': { ...nested(15), result: (url) => ({ output: [url] }) },
  'data-video-url': { ...nested(16), result: (url) => ({ video_url: url }) },
  'data-video-url-camel': { ...nested(17), result: (url) => ({ videoUrl: url }) },
  'data-url': { ...nested(18), result: (url) => ({ url }) },
  'data-result-url': { ...nested(19), result: (url) => ({ result_url: url }) },
  'data-result-url-list': { ...nested(20), result: (url) => ({ result_urls: [url] }) },
  'data-result-urls': { ...nested(21), result: (url) => ({ resultUrls: [url] }) },
  'data-results': { ...nested(22), result: (url) => ({ results: [url] }) },
  'data-result-objects': { ...nested(23), result: (url) => ({ results: [{ url }] }) },
  'data-outputs': { ...nested(24), result: (url) => ({ outputs: [url] }) },
  'result-string': { ...nested(25), result: (url) => ({ result: url }) },
  'result-url': { ...nested(26), result: (url) => ({ result: { url } }) },
  'result-url-list': { ...nested(27), result: (url) => ({ result: { urls: [url] } }) },
  'result-video-url': { ...nested(28), result: (url) => ({ result: { video_url: url } }) },
  'result-videos': { ...nested(29), result: (url) => ({ result: { videos: [{ url }] } }) },
  'result-json': {
    ...nested(30),
    result: (url) => ({ resultJson: JSON.stringify({ resultUrls: [url] }) }),
  },
  'task-result': {
    ...nested(31),
    result: (url) => ({ task_result: { videos: [{ id: 'v1', url, duration: '5.041' }] } }),
  },
  'video-object': { ...nested(32), result: (url) => ({ video: { url } }) },
  'content-video-url': { ...nested(33), result: (url) => ({ content: { video_url: url } }) },
  'top-level-output': {
    ...flat(34),
    result: (url) => ({ output: { video_url: url } }),
    taskId: (code) => `kling-3/task:${code}+1 %`,
  },
  'top-level-response': { ...flat(35), result: (url) => ({ response: [url] }) },
  'top-level-result-urls': { ...flat(36), result: (url) => ({ resultUrls: [url] }) },
} as const satisfies Readonly<Record<string, Envelope>>;

export type EnvelopeName = keyof typeof envelopes;

/** In the order of the table. */
export const envelopeNames = Object.keys(envelopes).filter(isEnvelopeName);

export function isEnvelopeName(name: string): name is EnvelopeName {
  return Object.hasOwn(envelopes, name);
}

type Forms = Omit<Envelope, 'result'>;
type OtherLinks = NonNullable<Envelope['otherLinks']>;

function nested(turn: number): Forms {
  return {
    ...formsInTurn(turn),
    created: inTurn(['data.task_id', 'data.taskId', 'data.id', 'data[0].task_id'], turn),
    place: 'data',
    errors: inTurn(['error-object', 'flat'], turn),
  };
}

function flat(turn: number): Forms {
  return {
    ...formsInTurn(turn),
    created: inTurn(['id', 'task_id', 'taskId'], turn),
    place: 'top-level',
    errors: 'error-object',
  };
}

function formsInTurn(turn: number): Omit<Forms, 'created' | 'place' | 'errors'> {
  return {
    words: wordsInTurn(turn),
    times: inTurn(['zoneless', 'iso', 'unix-seconds', 'unix-milliseconds'], turn),
    progress: inTurn(['absent', 'percent', 'percent-text', 'share', 'null'], turn),
    credits: inTurn(['consumed_credits', 'credits_consumed', 'creditsConsumed'], turn),
    failure: inTurn(
      [
        'error_message',
        'error-text',
        'error-object',
        'failMsg',
        'fail_reason',
        'failed_reason',
        'failure_reason',
        'task_status_msg',
        'message',
      ],
      turn,
    ),
    echo: inTurn(['request', 'request_body', 'input', 'param'], turn),
    otherLinks: inTurn<OtherLinks>([showNone, showCover, showTaskUrl], turn),
  };
}

function inTurn<const Choice>(choices: readonly [Choice, ...Choice[]], turn: number): Choice {
  return choices[turn % choices.length] ?? choices[0];
}

function showNone(): JsonObject {
  return {};
}

function showCover({ baseUrl, id, status }: TaskFacts): JsonObject {
  if (status !== 'succeeded') return {};
  const cover = `${baseUrl}/media/${encodeURIComponent(id)}.jpg`;
  return { cover_url: cover, thumbnail: cover, thumbnails: [cover] };
}

function showTaskUrl({ baseUrl, id }: TaskFacts): JsonObject {
  return { urls: { get: `${baseUrl}/api/v1/tasks/${encodeURIComponent(id)}` } };
}
