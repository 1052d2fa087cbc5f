import type { Envelope } from './envelope.ts';
import { flat, nested } from './envelope-forms.ts';
import { documentedWords, proseWords } from './status-words.ts';

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
  feed: {
    ...nested(37),
    created: 'data.task_id',
    namesTask: false,
    status: 'type',
    words: documentedWords,
    echo: 'request_body',
    failure: 'response_data',
    result: (url) => ({
      response_data: [
        { id: 'v1', video_url: url, status: 'complete', fail_message: '', error_message: '' },
      ],
    }),
  },
  'success-flag': {
    ...nested(38),
    created: 'data.taskId',
    status: 'successFlag',
    failure: 'errorMessage',
    result: (url) => ({ response: { resultUrls: [url], originUrls: [withWatermark(url)] } }),
  },
  works: {
    ...nested(39),
    result: (url) => ({
      output: {
        works: [{ video: { resource: withWatermark(url), resource_without_watermark: url } }],
      },
    }),
  },
  'watermark-only': {
    ...nested(40),
    result: (url) => ({ task_result: { videos: [{ id: 'v1', watermark_url: url }] } }),
  },
  'data-in-data': {
    ...nested(41),
    created: 'data.taskNo',
    successCode: 1000,
    result: (url) => ({ data: { result: [url] } }),
  },
  relay: {
    ...nested(42),
    result: (url) => ({
      fail_reason: '',
      data: {
        code: 0,
        message: 'SUCCEED',
        data: {
          task_id: 'upstream_1',
          task_status: 'succeed',
          task_result: { videos: [{ id: 'v1', url }] },
        },
      },
    }),
  },
  'fail-reason': { ...nested(43), result: (url) => ({ fail_reason: url }) },
  generated: { ...nested(44), errors: 'errors', result: (url) => ({ generated: [{ url }] }) },
  'video-result': {
    ...nested(45),
    errors: 'problem',
    result: (url) => ({ video_result: [{ url }] }),
  },
  'metadata-url': {
    ...flat(46),
    errors: 'detail',
    failure: 'detail',
    result: (url) => ({ metadata: { url } }),
  },
  elsewhere: {
    ...nested(47),
    errors: 'detail-list',
    result: (url) => ({ clips: { large: { href: url } } }),
  },
} as const satisfies Readonly<Record<string, Envelope>>;

export type EnvelopeName = keyof typeof envelopes;

/** In the order of the table. */
export const envelopeNames = Object.keys(envelopes).filter(isEnvelopeName);

export function isEnvelopeName(name: string): name is EnvelopeName {
  return Object.hasOwn(envelopes, name);
}

function withWatermark(url: string): string {
  return url.replace('.mp4', '-watermark.mp4');
}
