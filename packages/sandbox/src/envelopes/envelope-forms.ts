import type { Envelope, JsonObject, TaskFacts } from './envelope.ts';
import { wordsInTurn } from './status-words.ts';

type Forms = Omit<Envelope, 'result'>;
type OtherLinks = NonNullable<Envelope['otherLinks']>;

/** Forms of an envelope with everything about the task in `data`; each turn has others. */
export function nested(turn: number): Forms {
  return {
    ...formsInTurn(turn),
    created: inTurn(['data.task_id', 'data.taskId', 'data.id', 'data[0].task_id'], turn),
    place: 'data',
    errors: inTurn(['error-object', 'flat'], turn),
  };
}

/** Forms of an envelope without `data`; each turn has others. */
export function flat(turn: number): Forms {
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
