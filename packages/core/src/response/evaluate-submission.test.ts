import { describe, expect, test } from 'vitest';
import { evaluateSubmission } from './evaluate-submission.ts';
import { factsOf, readGrid, statusesLike } from './testing/verdict-grid.ts';

const bodies: Readonly<Record<string, string>> = {
  'API: a task in data': '{"code":200,"data":{"task_id":"task_1","status":"IN_PROGRESS"}}',
  'API: a task in data, with an error': '{"code":500,"message":"oops","data":{"task_id":"task_1"}}',
  'API: a flat task': '{"id":"task_1","status":"pending","model":"kling-3"}',
  'API: the id of a request': '{"id":"req_1","message":"something about the request"}',
  'API: an error code': '{"error":{"code":"invalid_prompt","message":"No."}}',
  'API: an error text': '{"message":"No."}',
  'API: too few credits': '{"error":"Insufficient credits"}',
  'API: code 402': '{"code":402,"message":"No available credits"}',
  'API: code 1102 (credits)': '{"code":1102,"message":"Resource pack exhausted"}',
  'API: code 401': '{"code":401,"message":"Invalid API key"}',
  'API: code 408': '{"code":408,"message":"Timeout"}',
  'API: code 429': '{"code":429,"message":"Too many requests"}',
  'API: code 500': '{"code":500,"message":"internal error"}',
  'API: nothing': '{"code":200,"message":"success","data":{}}',
  'edge: an HTML page': '<html><h1>Access denied</h1></html>',
  'edge: nothing': '',
  'edge: plain text': 'upstream connect error',
  'edge: JSON cut short': '{"code":200,"data":{"task_',
  'edge: a JSON list': '["task_1"]',
  'edge: JSON of another kind': '{"healthy":true}',
};

/** M: made · R: refused, nothing made · W: wait, nothing made · ?: ambiguous */
const verdicts = { M: 'made', R: 'refused', W: 'wait', '?': 'ambiguous' };

const grid = `
                                     200 302 400 401 402 403 404 408 409 422 425 429 455 499 500 502 503 503r
  API: a task in data                | M   M   M   M   M   M   M   M   M   M   M   M   M   M   M   M   M   M
  API: a task in data, with an error | M   M   M   M   M   M   M   M   M   M   M   M   M   M   M   M   M   M
  API: a flat task                   | M   M   M   M   M   M   M   M   M   M   M   M   M   M   M   M   M   M
  API: the id of a request           | M   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   W
  API: an error code                 | R   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   W
  API: an error text                 | ?   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   W
  API: too few credits               | R   R   R   R   R   R   R   ?   ?   R   ?   R   ?   ?   ?   ?   ?   W
  API: code 402                      | R   R   R   R   R   R   R   ?   ?   R   ?   R   ?   ?   ?   ?   ?   W
  API: code 1102 (credits)           | R   R   R   R   R   R   R   ?   ?   R   ?   R   ?   ?   ?   ?   ?   W
  API: code 401                      | R   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   W
  API: code 408                      | ?   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   W
  API: code 429                      | W   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   W
  API: code 500                      | ?   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   W
  API: nothing                       | ?   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   W
  edge: an HTML page                 | ?   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   ?
  edge: nothing                      | ?   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   ?
  edge: plain text                   | ?   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   ?
  edge: JSON cut short               | ?   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   ?
  edge: a JSON list                  | ?   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   ?
  edge: JSON of another kind         | ?   R   R   R   R   R   R   ?   ?   R   ?   W   ?   ?   ?   ?   ?   ?
`;

const cells = readGrid(grid, verdicts);
const columns = [...new Set(cells.map(({ column }) => column))];

describe('A response to a submission', () => {
  test.each(Object.keys(bodies))(
    'with %s has the verdict of the grid under every status',
    (name) => {
      const row = cells.filter(({ body }) => body === name);
      const expected = row.flatMap(({ column, verdict }) =>
        statusesLike(column, columns).map((status) => [column, status, verdict]),
      );

      const evaluated = expected.map(([column, status]) => {
        const facts = factsOf(String(column), Number(status), bodies[name] ?? '');
        return [column, status, evaluateSubmission(facts).verdict];
      });

      expect(row).toHaveLength(columns.length);
      expect(evaluated).toEqual(expected);
    },
  );

  test('names the task exactly when one was made', () => {
    const evaluated = cells.map(({ body, column }) =>
      evaluateSubmission(factsOf(column, Number.parseInt(column, 10), bodies[body] ?? '')),
    );

    for (const { taskId, verdict } of evaluated) {
      expect(taskId !== undefined).toBe(verdict === 'made');
    }
  });
});
