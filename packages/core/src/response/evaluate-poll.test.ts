import { describe, expect, test } from 'vitest';
import { evaluatePoll } from './evaluate-poll.ts';
import { factsOf, readGrid, statusesLike } from './testing/verdict-grid.ts';

const bodies: Readonly<Record<string, string>> = {
  'API: this task has its video':
    '{"code":200,"data":{"task_id":"task_1","status":"SUCCESS","response":["https://m.example/a.mp4"]}}',
  'API: this task failed': '{"code":500,"data":{"task_id":"task_1","status":"FAILED"}}',
  'API: a failure without an id': '{"code":200,"data":{"status":"FAILED","error_message":"No."}}',
  'API: this task runs': '{"code":200,"data":{"task_id":"task_1","status":"IN_PROGRESS"}}',
  'API: an undocumented status': '{"code":200,"data":{"task_id":"task_1","status":"marinating"}}',
  'API: another task': '{"code":200,"data":{"task_id":"task_2","status":"SUCCESS"}}',
  'API: another id of a request': '{"id":"req_1","data":{"status":"SUCCESS"}}',
  'API: code 401': '{"code":401,"message":"Invalid API key"}',
  'API: a refused key': '{"error":{"message":"API key revoked"}}',
  'API: code 404': '{"code":404,"message":"Task not found"}',
  'API: a failed lookup': '{"code":404,"data":{"status":"error"}}',
  'API: code 429': '{"code":429,"message":"Too many requests"}',
  'API: code 500': '{"code":500,"message":"internal error"}',
  'API: nothing': '{"code":200,"message":"success","data":{}}',
  'edge: an HTML page': '<html><h1>Access denied</h1></html>',
  'edge: nothing': '',
  'edge: JSON cut short': '{"code":200,"data":{"sta',
};

/** E: ended · G: running · O: other task · K: key refused · D: doubtful · P: passing */
const verdicts = {
  E: 'ended',
  G: 'running',
  O: 'other task',
  K: 'key refused',
  D: 'doubtful',
  P: 'passing',
};

const grid = `
                                 200 302 400 401 402 403 404 408 409 422 425 429 455 499 500 502 503 503r
  API: this task has its video   | E   E   E   E   E   E   E   E   E   E   E   E   E   E   E   E   E   E
  API: this task failed          | E   E   E   E   E   E   E   E   E   E   E   E   E   E   E   E   E   E
  API: a failure without an id   | E   D   D   K   D   D   D   P   P   D   P   P   P   P   P   P   P   P
  API: this task runs            | G   G   G   G   G   G   G   G   G   G   G   G   G   G   G   G   G   G
  API: an undocumented status    | G   G   G   G   G   G   G   G   G   G   G   G   G   G   G   G   G   G
  API: another task              | O   O   O   O   O   O   O   O   O   O   O   O   O   O   O   O   O   O
  API: another id of a request   | E   D   D   K   D   D   D   P   P   D   P   P   P   P   P   P   P   P
  API: code 401                  | K   K   K   K   D   K   D   P   P   K   P   P   P   P   P   P   P   P
  API: a refused key             | P   D   D   K   D   K   D   P   P   D   P   P   P   P   P   P   P   P
  API: code 404                  | D   D   D   K   D   D   D   P   P   D   P   P   P   P   P   P   P   P
  API: a failed lookup           | D   D   D   K   D   D   D   P   P   D   P   P   P   P   P   P   P   P
  API: code 429                  | P   D   D   K   D   D   D   P   P   D   P   P   P   P   P   P   P   P
  API: code 500                  | P   D   D   K   D   D   D   P   P   D   P   P   P   P   P   P   P   P
  API: nothing                   | P   D   D   K   D   D   D   P   P   D   P   P   P   P   P   P   P   P
  edge: an HTML page             | P   D   D   D   D   D   D   P   P   D   P   P   P   P   P   P   P   P
  edge: nothing                  | P   D   D   D   D   D   D   P   P   D   P   P   P   P   P   P   P   P
  edge: JSON cut short           | P   D   D   D   D   D   D   P   P   D   P   P   P   P   P   P   P   P
`;

const cells = readGrid(grid, verdicts);
const columns = [...new Set(cells.map(({ column }) => column))];

describe('A response to a poll', () => {
  test.each(Object.keys(bodies))(
    'with %s has the verdict of the grid under every status',
    (name) => {
      const row = cells.filter(({ body }) => body === name);
      const expected = row.flatMap(({ column, verdict }) =>
        statusesLike(column, columns).map((status) => [column, status, verdict]),
      );

      const evaluated = expected.map(([column, status]) => {
        const facts = factsOf(String(column), Number(status), bodies[name] ?? '');
        return [column, status, evaluatePoll(facts, 'task_1')];
      });

      expect(row).toHaveLength(columns.length);
      expect(evaluated).toEqual(expected);
    },
  );
});
